// docker-compose.yml and the Dockerfiles, as far as they can be checked without Docker: the file parses, every Dockerfile
// with its target exists, every path it copies or starts exists, every variable is a documented setting, and servers start as npm starts them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../bootstrap/runtime.mjs';
import { everyProcess, serverSettings } from '../bootstrap/server-settings.mjs';

const problems = [];
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { strict: true });
const documented = readFileSync(join(root, '.env.example'), 'utf8');
// Settings of the images themselves, not of Kindred.
const foreign = new Set(['POSTGRES_DB', 'POSTGRES_USER', 'POSTGRES_PASSWORD', 'QDRANT__TELEMETRY_DISABLED']);

for (const [name, service] of Object.entries(compose.services)) {
  if (!service.image && !service.build) problems.push(`service ${name} has neither image nor build`);
  for (const variable of Object.keys(service.environment ?? {})) {
    if (!foreign.has(variable) && !documented.includes(`${variable}=`))
      problems.push(`service ${name}: ${variable} is not in .env.example`);
  }
  for (const volume of service.volumes ?? []) {
    const source = volume.split(':')[0];
    if (!source.startsWith('.') && !(source in compose.volumes))
      problems.push(`service ${name}: volume ${source} is not declared`);
  }
  for (const dependency of Object.keys(service.depends_on ?? {})) {
    if (!(dependency in compose.services))
      problems.push(`service ${name} depends on ${dependency}, which does not exist`);
  }
  if (service.build) checkDockerfile(name, service.build);
}

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

function checkDockerfile(service, build) {
  const file = join(root, build.context, build.dockerfile);
  if (!existsSync(file)) {
    problems.push(`service ${service}: ${build.dockerfile} does not exist`);
    return;
  }
  const text = readFileSync(file, 'utf8');
  if (build.target && !new RegExp(`^FROM .+ AS ${build.target}$`, 'm').test(text))
    problems.push(`${build.dockerfile}: no stage ${build.target}`);
  for (const [, list] of text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)) {
    for (const path of list.split(' '))
      if (!existsSync(join(root, path))) problems.push(`${build.dockerfile}: copies ${path}, which does not exist`);
  }
  checkSettings(build.dockerfile, text);
  for (const [, path] of text.matchAll(/"((?:apps|tools)\/[^"]+)"/g)) {
    const source = path.replace('/dist/', '/src/').replace(/\.js$/, '.ts');
    if (!existsSync(join(root, path)) && !existsSync(join(root, source)))
      problems.push(`${build.dockerfile}: starts ${path}, which does not exist`);
  }
}

function checkSettings(dockerfile, text) {
  for (const [name, value] of Object.entries({ ...everyProcess, ...serverSettings.env })) {
    if (!text.includes(`${name}=${value}`)) problems.push(`${dockerfile}: does not set ${name}=${value}`);
  }
  const flags = text.includes('"apps/api/dist/main.js"]') ? serverSettings.flags : [];
  for (const flag of flags) {
    if (!text.includes(`"${flag}"`)) problems.push(`${dockerfile}: does not start Node with ${flag}`);
  }
}
