import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CudaInstallError } from '../errors.ts';
import { GOOD_SCRIPT, PACKAGE_BYTES, PLATFORM, RuntimePackage } from '../test-fixtures/runtime-package.ts';
import { areInstalled, findCudaLibraries } from './cuda-libraries.ts';
import { findDownload } from './find-download.ts';
import { findNvidiaDriver } from './nvidia-driver.ts';
import { runInstallScript } from './run-install-script.ts';

let runtime: RuntimePackage;
beforeEach(async () => {
  runtime = await RuntimePackage.make();
});
afterEach(() => runtime.remove());

const find = (platform = PLATFORM) => findCudaLibraries(runtime.folder, platform);

describe('findCudaLibraries', () => {
  it('tells what the package says: files, version and feed', () => {
    expect(find()).toMatchObject({
      version: '1.2.3',
      kind: 'cuda12',
      files: [
        { path: runtime.library('cuda.so'), present: false },
        { path: runtime.library('shared.so'), present: false },
      ],
      candidates: [{ name: 'Acme.Gpu', version: '1.2.3', index: expect.stringMatching(/index\.json$/) as string }],
    });
    expect(runtime.requests).toEqual([]);
  });

  it.each(['darwin/arm64', 'freebsd/x64'])('knows that there is nothing for %s', (platform) => {
    const libraries = find(platform);
    expect(libraries).toMatchObject({ kind: undefined, files: [], candidates: [] });
    expect(areInstalled(libraries)).toBe(false);
  });

  it('understands the onnxruntime-node that is installed', () => {
    const { kind, candidates, version } = findCudaLibraries(undefined, PLATFORM);
    expect(kind).toMatch(/^cuda\d+$/);
    expect(candidates[0]).toMatchObject({ version, index: expect.stringMatching(/^https:/) as string });
  });

  it('says so where the package says something else', async () => {
    await runtime.write('script/install-metadata.js', 'module.exports = { nothing: true };');
    expect(() => find()).toThrow(CudaInstallError);
  });
});

describe('findDownload', () => {
  it('asks the feed where the package is and how large, and downloads nothing', async () => {
    const download = await findDownload(find());
    expect(download).toEqual({
      url: expect.stringMatching(/\/flat\/acme\.gpu\/1\.2\.3\/acme\.gpu\.1\.2\.3\.nupkg$/) as string,
      bytes: PACKAGE_BYTES,
    });
    expect(runtime.requests.map((request) => request.split(' ')[0])).toEqual(['GET', 'HEAD']);
  });

  it('says what went wrong, and what to do without network', async () => {
    const candidates = [
      { name: 'Acme.Gpu', version: '9.9.9', index: find().candidates[0]!.index },
      { name: 'Acme.Gpu', version: '1.2.3', index: find().candidates[0]!.index.replace('index', 'none') },
    ];
    const error = (await findDownload({ ...find(), candidates }).catch((thrown: unknown) => thrown)) as Error;
    expect(error).toBeInstanceOf(CudaInstallError);
    expect(error.message).toMatch(
      /9\.9\.9\.nupkg answers with status 404; .*none\.json answers with status 404.*Without network/,
    );
  });
});

describe('runInstallScript', () => {
  it('runs the step of the package for all that the platform may have, and tells what it says', async () => {
    await runtime.writeScript(GOOD_SCRIPT);
    const lines: string[] = [];
    const after = await runInstallScript(find(), { onLine: (line) => lines.push(line) });
    expect(areInstalled(after)).toBe(true);
    expect(areInstalled(find())).toBe(true);
    expect(lines).toEqual(['Downloading, as true']);
  });

  it.each([
    ["throw new Error('no space left');", /ended with 1: Error: no space left/],
    ['mkdirSync(bin, { recursive: true });', /ended well, but .*cuda\.so and .*shared\.so is not there/],
    ['setInterval(() => undefined, 1000);', /took longer than 0\.2 s/],
  ])('says why it failed: %s', async (script, message) => {
    await runtime.writeScript(script);
    const timeoutMs = script.startsWith('setInterval') ? 200 : 30_000;
    const error = (await runInstallScript(find(), { timeoutMs }).catch((thrown: unknown) => thrown)) as Error;
    expect(error).toBeInstanceOf(CudaInstallError);
    expect(error.message).toMatch(message);
  });

  it('stops when it is told to', async () => {
    await runtime.writeScript("console.log('on the way'); setInterval(() => undefined, 1000);");
    const stop = new AbortController();
    const run = runInstallScript(find(), { signal: stop.signal, onLine: () => stop.abort(new Error('Ctrl-C')) });
    await expect(run).rejects.toThrow('Ctrl-C');
  });
});

it("reads the driver's version, and knows where there is none", async () => {
  const line = 'NVRM version: NVIDIA UNIX x86_64 Kernel Module  570.86.10  Fri Jan 10 2025';
  await runtime.write('version', line);
  expect(await findNvidiaDriver(join(runtime.folder, 'version'))).toBe('570.86.10');
  await runtime.write('open', 'NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build');
  expect(await findNvidiaDriver(join(runtime.folder, 'open'))).toBe('580.65.06');
  expect(await findNvidiaDriver(join(runtime.folder, 'none'))).toBeUndefined();
});
