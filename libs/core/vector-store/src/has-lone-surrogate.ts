/** True for text that is not Unicode: half of a surrogate pair can't be written as UTF-8 and read back. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
