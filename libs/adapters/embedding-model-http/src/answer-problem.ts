/** What is wrong with an answer, as the end of a sentence that begins "the server was asked to …, but"; becomes a typed error. */
export class AnswerProblem extends Error {}
