import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PLATFORM = 'linux/x64';
export const PACKAGE_BYTES = 123_456_789;

/** A folder like onnxruntime-node's, without a runtime, and a NuGet feed on loopback that it names. */
export class RuntimePackage {
  readonly folder: string;
  /** Method and path of each request to the feed. */
  readonly requests: string[] = [];
  readonly #server: Server;

  private constructor(folder: string) {
    this.folder = folder;
    this.#server = createServer((request, response) => {
      const path = request.url ?? '';
      this.requests.push(`${request.method ?? ''} ${path}`);
      if (path === '/index.json') {
        const resource = { '@id': `${this.#origin()}/flat/`, '@type': 'PackageBaseAddress/3.0.0' };
        response.end(JSON.stringify({ resources: [resource] }));
      } else if (path === '/flat/acme.gpu/1.2.3/acme.gpu.1.2.3.nupkg') {
        response.writeHead(200, { 'content-length': PACKAGE_BYTES }).end();
      } else response.writeHead(404).end();
    });
  }

  static async make(): Promise<RuntimePackage> {
    const made = new RuntimePackage(await mkdtemp(join(tmpdir(), 'kindred-runtime-')));
    await new Promise<void>((resolve) => made.#server.listen(0, '127.0.0.1', resolve));
    await made.write('package.json', JSON.stringify({ name: 'onnxruntime-node', version: '1.2.3' }));
    await made.writeMetadata();
    return made;
  }

  /** @param script what `node script/install.js` does; `bin` is the folder that libraries go to */
  async writeScript(script: string): Promise<void> {
    const head = `const { mkdirSync, writeFileSync } = require('fs');\nconst bin = ${JSON.stringify(this.library(''))};\n`;
    await this.write('script/install.js', head + script);
  }

  async writeMetadata(version = '1.2.3'): Promise<void> {
    const file = (name: string) => ({ package: 'gpu', path: `runtimes/${name}` });
    const metadata = {
      requirements: { [PLATFORM]: ['cuda12'], 'darwin/arm64': [] },
      manifests: { [`${PLATFORM}:cuda12`]: { './cuda.so': file('cuda.so'), './shared.so': file('shared.so') } },
      packages: { gpu: { name: 'Acme.Gpu', versions: [{ feed: 'nuget', version }] } },
      feeds: { nuget: { type: 'nuget', index: `${this.#origin()}/index.json` } },
    };
    await this.write('script/install-metadata.js', `module.exports = ${JSON.stringify(metadata)};`);
  }

  library(name: string): string {
    return join(this.folder, 'bin', 'napi-v6', 'linux', 'x64', name);
  }

  async write(name: string, content: string): Promise<void> {
    const path = join(this.folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, content);
  }

  async remove(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
    await rm(this.folder, { recursive: true, force: true });
  }

  #origin(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }
}

/** A script that does what it should. */
export const GOOD_SCRIPT = `
  console.log('Downloading, as ' + process.env.ONNXRUNTIME_NODE_INSTALL);
  mkdirSync(bin, { recursive: true });
  for (const name of ['cuda.so', 'shared.so']) writeFileSync(bin + '/' + name, 'x');`;
