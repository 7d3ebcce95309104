/** Room for any number of rows, so that the header can be written when they have been counted. */
export const NPY_HEADER_BYTES = 128;

/** Header of NPY format 1.0 for a matrix of little-endian float32 in C order: magic, version, length, and a Python literal padded with blanks. */
export function npyHeader(rows: number, columns: number): Buffer {
  const header = Buffer.alloc(NPY_HEADER_BYTES, ' ', 'latin1');
  header.write('\x93NUMPY', 0, 'latin1');
  header.set([1, 0], 6);
  header.writeUInt16LE(NPY_HEADER_BYTES - 10, 8);
  header.write(
    `{'descr': '<f4', 'fortran_order': False, 'shape': (${String(rows)}, ${String(columns)}), }`,
    10,
    'latin1',
  );
  header.write('\n', NPY_HEADER_BYTES - 1, 'latin1');
  return header;
}
