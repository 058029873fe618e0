export { convert, readForeign, readForeignRuns, type ReadRunsOptions } from './convert.ts';
export { readableFormats, writableFormats } from './formats.ts';
export { lossesOf, roundTripFormats } from './round-trip.ts';
export { parseInstrument, parseRunFacts, type TypedRunFacts } from './run-facts.ts';
