import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type CatalogFileOptions, openCatalogFile } from './catalog-file.ts';
import { collect, tempFile } from './testing/temp-file.ts';

async function read(text: string | Uint8Array, options?: CatalogFileOptions, name = 'items.csv') {
  const file = await openCatalogFile(tempFile(name, text), options);
  const rows = await collect(file);
  expect(rows).toHaveLength(file.rowCount);
  return {
    file,
    rows,
    inputs: rows.flatMap((row) => ('input' in row ? [row.input] : [])),
    failures: rows.flatMap((row) => ('failure' in row ? [[row.row, row.failure]] : [])),
  };
}

describe('openCatalogFile', () => {
  it('reads every field', async () => {
    const { inputs, failures, file } = await read(
      'id,title,description,price,currency,brand,section,images,available,created_at,attributes.colour,attributes.weight:number,attributes.sizes[]\n' +
        '007,Rope,Jump!,7.99,EUR,Everlast,Sports > Equipment,a.jpg;https://x.org/b.jpg,no,2026-03-31,red,0.5,S;M\n',
    );
    expect(failures).toEqual([]);
    expect(inputs).toEqual([
      {
        id: '007',
        title: 'Rope',
        description: 'Jump!',
        price: { amount: 7.99, currency: 'EUR' },
        brand: 'Everlast',
        section: ['Sports', 'Equipment'],
        images: [`${pathToFileURL(dirname(file.path)).href}/a.jpg`, 'https://x.org/b.jpg'],
        available: false,
        createdAt: new Date('2026-03-31T00:00:00Z'),
        attributes: { colour: 'red', weight: 0.5, sizes: ['S', 'M'] },
      },
    ]);
  });

  it('leaves out what is empty', async () => {
    const { inputs } = await read('id,title,price,brand,section,images,attributes.colour\n1,Rope,,"",, ,\n');
    expect(inputs).toEqual([{ id: '1', title: 'Rope' }]);
  });

  it('knows the names of shops in any case, and keeps unknown columns as attributes', async () => {
    const { inputs, file } = await read(
      'SKU,Product Name,Image_URL,Category,Manufacturer,Season,name\nA-1,Rope,https://x.org/1,Sports/Ropes,Nike,winter,other\n',
    );
    expect(inputs).toEqual([
      {
        id: 'A-1',
        title: 'other',
        brand: 'Nike',
        section: ['Sports', 'Ropes'],
        images: ['https://x.org/1'],
        attributes: { 'Product Name': 'Rope', Season: 'winter' },
      },
    ]);
    expect(file.columns).toEqual({
      fields: { id: ['SKU'], title: ['name'], images: ['Image_URL'], section: ['Category'], brand: ['Manufacturer'] },
      attributes: { 'Product Name': 'Product Name', Season: 'Season' },
      ignored: [],
    });
  });

  it('follows a mapping', async () => {
    const { inputs, file } = await read('a,b,c,d\n1,Rope,x,y\n', {
      mapping: { a: 'id', b: 'title', c: 'attributes.material', d: 'ignore' },
    });
    expect(inputs).toEqual([{ id: '1', title: 'Rope', attributes: { material: 'x' } }]);
    expect(file.columns.ignored).toEqual(['d']);
  });

  it('keeps both of two columns with one name, and names the nameless', async () => {
    const { inputs } = await read('id,title,size,size,\n1,Rope,S,M,x\n');
    expect(inputs[0]?.attributes).toEqual({ size: 'S', 'size (2)': 'M', 'column 5': 'x' });
  });

  it('reads a byte order mark, CRLF, semicolons, quotes and quoted line breaks', async () => {
    const { inputs, rows } = await read(
      '\uFEFFid;title;price\r\n1;"Rope ""pro"";\r\nlong";7,99\r\n\r\n2;32" screen;1.299,00\r\n',
    );
    expect(inputs).toEqual([
      { id: '1', title: 'Rope "pro";\nlong', price: { amount: 7.99, currency: 'USD' } },
      { id: '2', title: '32" screen', price: { amount: 1299, currency: 'USD' } },
    ]);
    expect(rows.map(({ row, line }) => [row, line])).toEqual([
      [1, 2],
      [2, 5],
    ]);
  });

  it('keeps every bad row with its number and reason, and goes on', async () => {
    const text = Buffer.concat([
      Buffer.from(
        'id,title,price\n1,Rope,"12,x"\n,Rope,1\n2,Rope,1\n2,Tent,1\n3,Rope,1,extra\n4,Rope\n5,"Rope,1\n6,"Tent",2\n7,',
      ),
      Buffer.from([0xff]),
      Buffer.from(',1\n8,,1\n9,"a "b" c",1\n10,Last,1\n11,"open to the end,1\n12,Really last,3'),
    ]);
    const { inputs, failures, rows } = await read(text);
    expect(inputs.map(({ id }) => id)).toEqual(['2', '6', '10', '12']);
    expect(failures).toEqual([
      [1, "price '12,x' is not an amount such as 12.50"],
      [2, 'id is missing'],
      [4, "id '2' stands in row 3 already"],
      [5, 'the row has 4 cells, the header has 3'],
      [6, 'the row has 2 cells, the header has 3'],
      [7, expect.stringContaining('a quote is not closed')],
      [9, expect.stringContaining('not valid UTF-8')],
      [10, 'title is missing'],
      [11, expect.stringContaining('a quote is not closed')],
      [13, expect.stringContaining('a quote is not closed')],
    ]);
    expect(rows[6]).toMatchObject({ row: 7, line: 8, raw: '5,"Rope,1' });
  });

  it('names the item of a bad row where its id can be read', async () => {
    const long = 'x'.repeat(201);
    const { rows } = await read(`id,title,price\n007,Rope,x\n,Rope,1\n8,Rope,1\n8,Tent,1\n9,Tent\n${long},,1\n`);
    const named = rows.flatMap((row) => ('failure' in row ? [[row.row, row.itemId]] : []));
    expect(named).toEqual([
      [1, '007'],
      [2, undefined],
      [4, '8'],
      [5, undefined],
      [6, undefined],
    ]);
  });

  it('says all that is wrong with a row', async () => {
    const { failures } = await read(
      'id,title,price,available,created_at,attributes.w:number\n,x,abc,maybe,2026-02-31,heavy\n',
    );
    expect(failures).toEqual([
      [
        1,
        "attributes.w 'heavy' is not a number; id is missing; price 'abc' is not an amount such as 12.50; " +
          "available 'maybe' is neither yes nor no nor a stock; " +
          "created_at '2026-02-31' is not a date such as 2026-03-31 or 2026-03-31T12:00:00Z",
      ],
    ]);
  });

  it('gives the hash of the bytes and the same rows again', async () => {
    const { file, rows } = await read('id,title\n1,Rope\n');
    expect(file.contentHash).toBe(createHash('sha256').update('id,title\n1,Rope\n').digest('hex'));
    expect(await collect(file)).toEqual(rows);
  });

  it('starts rooted photo paths in the folder given, as exports of shops mean them', async () => {
    const { inputs } = await read('sku,name,base_image,additional_images\n1,Rope,/a/b.jpg,"/c.jpg,/d e.png"\n', {
      imagesFolder: '/photos',
    });
    expect(inputs[0]?.images).toEqual(['file:///photos/a/b.jpg', 'file:///photos/c.jpg', 'file:///photos/d%20e.png']);
  });

  it('reads clips of sound, and leaves a column that says something else about sound an attribute', async () => {
    const { inputs } = await read(
      'id,title,audio\n1,Bell,"bell.wav;https://x.org/bell"\n2,Horn,"a.mp3, b.MP3"\n3,Radio,stereo\n4,Drum,\n',
      { imagesFolder: '/sounds' },
    );
    expect(inputs.map(({ audio }) => audio)).toEqual([
      ['file:///sounds/bell.wav', 'https://x.org/bell'],
      ['file:///sounds/a.mp3', 'file:///sounds/b.MP3'],
      undefined,
      undefined,
    ]);
    expect(inputs.map(({ attributes }) => attributes)).toEqual([undefined, undefined, { audio: 'stereo' }, undefined]);
  });

  it('takes the first of several categories and keeps the others', async () => {
    const { inputs } = await read(
      'sku,name,categories,additional_attributes\n1,Tee,"Shop/Women/Tees,Shop/Sale,Shop","size=M,color=Red, warm,fit=slim"\n',
    );
    expect(inputs[0]).toEqual({
      id: '1',
      title: 'Tee',
      section: ['Shop', 'Women', 'Tees'],
      attributes: { categories: ['Shop/Sale', 'Shop'], size: 'M', color: 'Red, warm', fit: 'slim' },
    });
  });
});

describe('openCatalogFile refuses', () => {
  const cases: [string, string, string | Uint8Array, RegExp][] = [
    ['an empty file', 'a.csv', '', /nothing in it/],
    ['blank lines only', 'a.csv', '\n\n', /nothing in it/],
    ['a header alone', 'a.csv', 'id,title\n', /a header but no row/],
    ['no title', 'a.csv', 'id,colour\n1,red\n', /no column for title\. Columns found: 'id', 'colour'\./],
    ['neither id nor title', 'a.csv', 'x,y\n1,red\n', /no column for id and title/],
    ['UTF-16', 'a.csv', Buffer.from('\uFEFFid,title\n1,x\n', 'utf16le'), /UTF-16; save it as UTF-8/],
    ['an unknown ending', 'a.xlsx', 'x', /none of the endings \.csv/],
    ['a text called Parquet', 'a.parquet', 'id,title\n1,x\n', /can't be read as Parquet/],
  ];
  it.each(cases)('%s', async (_what, name, text, message) => {
    await expect(openCatalogFile(tempFile(name, text))).rejects.toThrow(message);
  });

  it('a missing file, a folder, a mapping of what is not there', async () => {
    await expect(openCatalogFile('/nowhere/items.csv')).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' });
    await expect(openCatalogFile('/')).rejects.toThrow(/not a file/);
    const path = tempFile('a.csv', 'id,title\n1,x\n');
    await expect(openCatalogFile(path, { mapping: { nope: 'id' } })).rejects.toThrow(/no column 'nope'/);
    await expect(openCatalogFile(path, { mapping: { id: 'ident' } })).rejects.toMatchObject({
      code: 'INVALID_MAPPING',
    });
  });
});
