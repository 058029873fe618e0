export { registerFallback } from './register-fallback.ts';
