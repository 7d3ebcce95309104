import fc from 'fast-check';

// Properties are checked on the same values every time, so that a failure is the change's fault; FAST_CHECK_SEED=<number> explores others.
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20_261_124) });
