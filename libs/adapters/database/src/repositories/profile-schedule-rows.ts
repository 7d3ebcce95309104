import type { ProfileSchedule, ScheduleRefusal } from '@kindred/catalog';
import type { Prisma } from '../generated/client.ts';
import type { ProfileScheduleModel } from '../generated/models.ts';
import type { PrismaRunner } from './prisma-session.ts';

/** For a locked profile; undefined where the schedule is no longer pending. */
export async function settlePending(
  prisma: Prisma.TransactionClient,
  id: string,
  status: 'applied' | 'refused',
): Promise<ProfileScheduleModel | undefined> {
  const { count } = await prisma.profileSchedule.updateMany({
    where: { id, status: 'pending' },
    data: { status, finishedAt: new Date() },
  });
  return count === 0 ? undefined : prisma.profileSchedule.findUniqueOrThrow({ where: { id } });
}

/** What the history says of those that were refused, by their ids. */
export async function findRefusals(
  prisma: PrismaRunner,
  rows: readonly ProfileScheduleModel[],
): Promise<Map<string, ScheduleRefusal>> {
  const ids = rows.filter(({ status }) => status === 'refused').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const events = await prisma.profileEvent.findMany({
    where: { action: 'schedule_refused', scheduleId: { in: ids } },
    select: { scheduleId: true, problem: true, brokenGoldenQueries: true },
  });
  return new Map(
    events.map(({ scheduleId, problem, brokenGoldenQueries }) => [
      scheduleId ?? '',
      { problem: problem ?? '', brokenGoldenQueries },
    ]),
  );
}

export function toSchedule(row: ProfileScheduleModel, refusal?: ScheduleRefusal): ProfileSchedule {
  const { id, profileName, version, publishAt, status, refuseIfBroken, author, reason, createdAt, finishedAt } = row;
  return {
    id,
    profile: profileName,
    version,
    publishAt,
    status,
    refuseIfBroken,
    ...(author === null ? {} : { author }),
    ...(reason === null ? {} : { reason }),
    createdAt,
    ...(finishedAt === null ? {} : { finishedAt }),
    ...(refusal === undefined ? {} : { refusal }),
  };
}
