export { normal, seededRandom } from '../stats/random.ts';
