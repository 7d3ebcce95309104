import sharp from 'sharp';

// sharp keeps these for the whole process. No cache: photos are seldom decoded twice, and 50 MB would be held for it.
// One thread per photo: several photos are decoded side by side by libuv's pool.
sharp.cache(false);
sharp.concurrency(1);

export { sharp };
