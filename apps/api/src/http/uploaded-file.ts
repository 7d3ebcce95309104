/** A file of a multipart request, whole in memory; its size was checked while it came in. */
export class UploadedFile {
  readonly filename: string;
  /** As the client says; what the bytes are is found out from the bytes. */
  readonly mimeType: string;
  readonly bytes: Uint8Array;

  constructor(filename: string, mimeType: string, bytes: Uint8Array) {
    this.filename = filename;
    this.mimeType = mimeType;
    this.bytes = bytes;
  }
}
