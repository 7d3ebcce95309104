/**
 * Byte offsets of the structs that the kernels read, shared by this code and the kernels (assembly/ compiles this file too, so
 * it holds constants alone). Every field is 4 bytes wide; pointers are absolute addresses in the collection's memory.
 */

/** Codes of one block are padded with zeros to a multiple of so many. */
export const CODE_ALIGNMENT = 16;
/** Greatest number of queries that share one pass. */
export const MAX_LANES = 8;

/** Greatest number of rows in an extent. */
export const MAX_EXTENT_ROWS = 8192;
/** So many rows are scored together, dense block by dense block; a multiple of ROW_GROUP. */
export const CHUNK_ROWS = 16;
/** So many rows wait at most for the blocks that are not read for all; a multiple of ROW_GROUP. */
export const TAKEN_CAPACITY = 256;
/** So many rows are sketched by a thread before any of them is looked at closer; a multiple of MAX_EXTENT_ROWS. */
export const ROUND_ROWS = 65_536;
/** Of so many rows that are sketched, the greatest upper bound is kept. */
export const GROUP_ROWS = 32;
/** Lists of rows are filled up to a multiple of so many. */
export const ROW_GROUP = 4;

/** Batch: queries that share a pass. Written by the thread that searches, then only read. */
export const BATCH_LANES = 0;
export const BATCH_DENSE_COUNT = 4;
/** {@link DENSE_BYTES} for each dense block, those first that can move the queries' scores most. */
export const BATCH_DENSE = 8;
export const BATCH_LOOKUP_COUNT = 12;
export const BATCH_LOOKUPS = 16;
/** u8 [rows]: bit q is set where the row may answer query q. */
export const BATCH_MASK = 20;
/** f32 [lanes]: what every bound is widened by. */
export const BATCH_SLACK = 24;
/** i32 [lanes]: how many results each query wants. */
export const BATCH_LIMITS = 28;
/** u32 [extents]: where each extent begins. */
export const BATCH_EXTENTS = 32;
export const BATCH_EXTENT_COUNT = 36;
export const BATCH_ROWS_PER_EXTENT = 40;
export const BATCH_ROW_COUNT = 44;
/** Number of the next extent that no thread has taken; atomic. */
export const BATCH_NEXT_EXTENT = 48;
/** 1 where most rows may answer: scoring them all costs less than asking row by row. */
export const BATCH_IS_DENSE = 52;
/** i32 [lanes], atomic: the greatest threshold of any thread, as a number that orders as it does. */
export const BATCH_THRESHOLDS = 56;
/** The {@link DENSE_BYTES} of the rows' sketches, which are read before the dense blocks; 0 where the batch has none. */
export const BATCH_SKETCH = 60;
/** f32 [lanes]: what bounds by sketches are widened by. */
export const BATCH_SKETCH_SLACK = 64;
/** 1 where many rows that are sketched may not answer one of the queries. */
export const BATCH_HIDES_ROWS = 68;
export const BATCH_BYTES = 80;

/**
 * One dense block of a batch, or the sketches. A row's codes u8 [dimension] are followed by f32 scale, zero point and [terms] lengths
 * of what the codes leave out: of the quantisation error and, in a sketch, of each block's part outside its components. What is left
 * of a multiple of 16 bytes is unused. So there is one stream of memory per block.
 */
/** What stands behind a dense block's codes, which have one term. */
export const PARAMETER_BYTES = 16;
/** Counts from the extent's begin. */
export const DENSE_CODES = 0;
export const DENSE_DIMENSION = 4;
/** i8 [dimension / 16][lanes][16] */
export const DENSE_QUERY = 12;
/** f32 [2 + terms][lanes]: factors of scale × dot product, of the zero point, and of each term's length. */
export const DENSE_FACTORS = 16;
/** f32 [lanes]: the most that this block and those behind it in the batch can add to a score; zeros for a sketch, whose terms cover it. */
export const DENSE_REST = 20;
export const DENSE_TERMS = 24;
/** From one row's codes to the next. */
export const DENSE_STRIDE = 28;
export const DENSE_BYTES = 32;

/** One block of a batch that repeats. */
export const LOOKUP_CODES = 0;
/** f32 [distinct blocks][lanes]: weight × similarity. */
export const LOOKUP_TABLE = 4;
export const LOOKUP_BYTES = 16;

/** Scratch: what one thread writes during a pass. */
export const SCRATCH_EXTENT = 0;
export const SCRATCH_FIRST_ROW = 4;
export const SCRATCH_FROM = 8;
export const SCRATCH_TO = 12;
/** 1 where a list of candidates must be emptied before the pass can go on. */
export const SCRATCH_IS_FULL = 16;
/** f32 [lanes]: the limit-th best lower bound so far, of this thread's rows or another's, -∞ before there are so many. */
export const SCRATCH_THRESHOLDS = 32;
/** i32 [lanes] */
export const SCRATCH_HEAP_COUNTS = 64;
/** i32 [lanes] */
export const SCRATCH_CANDIDATE_COUNTS = 96;
/** f32 [lanes][HEAP_CAPACITY]: heaps of lower bounds with the least at the root. */
export const SCRATCH_HEAPS = 128;
/** [lanes][CANDIDATE_CAPACITY] of { u32 row, f32 lower bound, f32 upper bound }. */
export const SCRATCH_CANDIDATES = 132;
/** How many rows are in SCRATCH_ROWS. */
export const SCRATCH_ROW_COUNT = 136;
/** i32 [lanes]: how many rows are in each lane's list. */
export const SCRATCH_TAKEN_COUNTS = 144;
/** 1 where all dense blocks are read for the whole extent. */
export const SCRATCH_READS_ALL = 176;
/** Of the extents that were counted last: pairs of row and query that needed more than one block, and rows. */
export const SCRATCH_REACHING = 180;
export const SCRATCH_COUNTED = 184;
/** i32 [4][4]: sums of four rows that are still to be added up. */
export const SCRATCH_SUMS = 192;
/** f32 [lanes]: from this upper bound on, rows of the round went ahead of the others; NaN, which nothing reaches, where none did. */
export const SCRATCH_AHEAD = 256;
/** Address of the extent's upper bounds. */
export const SCRATCH_EXTENT_UPPERS = 288;
/** 1 where the extent's rows are sketched in this pass. */
export const SCRATCH_IS_SKETCHED = 296;
/** How many groups of the round there are. */
export const SCRATCH_GROUP_COUNT = 292;
/** f32 [CHUNK_ROWS][lanes]: by how much the scores of a chunk may be off. */
export const SCRATCH_ERRORS = 320;
/** [lanes] of { u32 row, f32 score, f32 error }, each [TAKEN_CAPACITY]: rows of the extent that a query goes on with behind the sketches or the first dense block. */
export const SCRATCH_TAKEN = SCRATCH_ERRORS + 4 * CHUNK_ROWS * MAX_LANES;
export const TAKEN_SCORES = 4 * TAKEN_CAPACITY;
export const TAKEN_ERRORS = 8 * TAKEN_CAPACITY;
export const TAKEN_BYTES = 12 * TAKEN_CAPACITY;
/** u32 [rows]: the rows of the extent that are scored, the last one repeated up to a multiple of ROW_GROUP. */
export const SCRATCH_ROWS = SCRATCH_TAKEN + TAKEN_BYTES * MAX_LANES;
/** f32 [rows][lanes]: their scores, as far as the blocks were added up. */
export const SCRATCH_SCORES = SCRATCH_ROWS + 4 * MAX_EXTENT_ROWS;
/** f32 [extents of the round][rows listed][lanes]: upper bounds of their scores by sketches. */
export const SCRATCH_UPPERS = SCRATCH_SCORES + 4 * MAX_EXTENT_ROWS * MAX_LANES;
/** f32 [groups of the round][lanes]: the greatest of each group's upper bounds. */
export const SCRATCH_GREATEST = SCRATCH_UPPERS + 4 * ROUND_ROWS * MAX_LANES;
export const SCRATCH_BYTES = SCRATCH_GREATEST + ((4 * ROUND_ROWS) / GROUP_ROWS + 4096) * MAX_LANES;

/** At least the greatest limit of a query. */
export const HEAP_CAPACITY = 10_001;
export const CANDIDATE_CAPACITY = 4096;
/** A list is emptied once the rows of a chunk and those that wait, twice, would not fit behind it. */
export const CANDIDATE_LIMIT = CANDIDATE_CAPACITY - CHUNK_ROWS - 2 * TAKEN_CAPACITY;
export const CANDIDATE_BYTES = 12;
