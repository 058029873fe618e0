/** Files in which a counted process finds its request and leaves its answer, in a folder of its own. */
export const REQUEST_FILE = 'request.json';
export const ANSWER_FILE = 'answer.jsonl';
