import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { RequestRefusedError, badMultipart, payloadTooLarge } from './request-refused-error.ts';
import { placeFiles } from './place-files.ts';
import { UploadedFile } from './uploaded-file.ts';

export interface MultipartLimits {
  readonly fieldBytes: number;
  readonly fileBytes: number;
  readonly files: number;
}

interface Parts {
  readonly fields: Map<string, string>;
  readonly files: Map<string, UploadedFile>;
}

/**
 * Reads a request of the GraphQL multipart request specification whole, and returns its operations with the files in their
 * places. Nothing is left unread or pending, whatever the resolvers do. @throws RequestRefusedError 400, 413
 */
export async function readMultipart(request: IncomingMessage, limits: MultipartLimits): Promise<unknown> {
  const { fields, files } = await readParts(request, limits);
  return placeFiles(parseJson(fields, 'operations'), parseJson(fields, 'map'), files);
}

function readParts(request: IncomingMessage, limits: MultipartLimits): Promise<Parts> {
  return new Promise((resolve, reject) => {
    const parts: Parts = { fields: new Map(), files: new Map() };
    const parser = openParser(request, limits);
    const fail = (error: Error): void => {
      request.unpipe(parser);
      reject(error);
    };
    parser.on('field', (name, value, nameTruncated, valueTruncated) => {
      if (nameTruncated || valueTruncated)
        fail(payloadTooLarge(`The field "${name.slice(0, 40)}" is larger than ${limits.fieldBytes} bytes.`));
      else if (parts.fields.has(name)) fail(badMultipart(`the field "${name.slice(0, 40)}" comes twice`));
      else parts.fields.set(name, value);
    });
    parser.on('file', (name, stream, ...[filename, , mimeType]) => {
      collect(stream).then(
        (bytes) => {
          if (stream.truncated) fail(fileTooLarge(filename, limits.fileBytes));
          else parts.files.set(name, new UploadedFile(filename ?? '', mimeType, bytes));
        },
        (error: unknown) => fail(badMultipart(String(error))),
      );
    });
    parser.on('filesLimit', () => fail(payloadTooLarge(`More than ${limits.files} files were sent; send fewer.`)));
    parser.on('fieldsLimit', () => fail(badMultipart('it has more fields than "operations" and "map"')));
    parser.on('error', (error: unknown) => fail(badMultipart(error instanceof Error ? error.message : String(error))));
    parser.on('finish', () => setImmediate(() => resolve(parts)));
    request.once('aborted', () => fail(badMultipart('the client went away')));
    request.pipe(parser);
  });
}

function openParser(request: IncomingMessage, limits: MultipartLimits): BusboyInstance {
  const contentType = request.headers['content-type'] ?? '';
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': contentType },
      limits: {
        fields: 3,
        fieldSize: limits.fieldBytes,
        files: limits.files,
        fileSize: limits.fileBytes,
        parts: limits.files + 3,
      },
    });
  } catch (error) {
    throw badMultipart(error instanceof Error ? error.message : String(error));
  }
}

async function collect(stream: BusboyFileStream): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of stream as AsyncIterable<Uint8Array>) parts.push(part);
  return Buffer.concat(parts);
}

function fileTooLarge(filename: string | undefined, limit: number): RequestRefusedError {
  return payloadTooLarge(
    `The file "${(filename ?? '').slice(0, 100)}" is larger than ${limit / 1024 / 1024} MB. Send a smaller version.`,
  );
}

function parseJson(fields: ReadonlyMap<string, string>, name: string): unknown {
  const text = fields.get(name);
  if (text === undefined) throw badMultipart(`the field "${name}" is missing`);
  try {
    return JSON.parse(text);
  } catch {
    throw badMultipart(`the field "${name}" is not valid JSON`);
  }
}
