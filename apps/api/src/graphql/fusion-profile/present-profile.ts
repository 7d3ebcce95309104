import type { FusionProfile, FusionProfileVersion } from '@kindred/catalog';
import { FusionProfileType, ProfileVersionStatus, type FusionProfileVersionType } from './fusion-profile.type.ts';

export function presentProfile({ name, versions }: FusionProfile): FusionProfileType {
  const newestFirst = versions.toSorted((a, b) => b.version - a.version);
  return new FusionProfileType(name, newestFirst.map(presentVersion));
}

function presentVersion(version: FusionProfileVersion): FusionProfileVersionType {
  return {
    version: version.version,
    weights: version.weights,
    status: version.status.toUpperCase() as keyof typeof ProfileVersionStatus,
    baseVersion: version.baseVersion ?? null,
    author: version.author ?? null,
    reason: version.reason ?? null,
    createdAt: version.createdAt,
    publishedAt: version.publishedAt ?? null,
  };
}
