/** Files by which a process that counts and its parent exchange request and answer, in a folder of their own. */
export const REQUEST_FILE = 'request.json';
export const ANSWER_FILE = 'answer.json';
