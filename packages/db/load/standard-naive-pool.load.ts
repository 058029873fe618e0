import { STANDARD, workOf } from './work.ts';

export default workOf('a pool of 20', 'standard workload', STANDARD);
