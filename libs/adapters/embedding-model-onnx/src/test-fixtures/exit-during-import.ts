import { BundledEncoders } from '../bundled/bundled-encoders.ts';

// Leaves with code 7 while the thread computes a long chunk; argument: the models folder.
const encoders = await BundledEncoders.open({ modelsDir: process.argv[2] ?? '', device: 'cpu' });
const texts = Array.from({ length: 400 }, (_, i) => 'wool coat '.repeat(100) + String(i));
encoders.text.embedDocuments(texts).catch(() => undefined);
await encoders.text.embedQuery('a query in between');
setTimeout(() => process.exit(7), 20);
