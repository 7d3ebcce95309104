/** `preprocessor_config.json` as CLAP models have it. */
export const CLAP_PREPROCESSOR = {
  chunk_length_s: 10,
  feature_extractor_type: 'ClapFeatureExtractor',
  feature_size: 64,
  fft_window_size: 1024,
  frequency_max: 14_000,
  frequency_min: 50,
  hop_length: 480,
  max_length_s: 10,
  n_fft: 1024,
  padding: 'repeatpad',
  sampling_rate: 48_000,
  top_db: null,
  truncation: 'rand_trunc',
};
