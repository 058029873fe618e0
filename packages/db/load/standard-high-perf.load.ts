import { STANDARD, workOf } from './work.ts';

export default workOf('HighPerfDatabase', 'standard workload', STANDARD);
