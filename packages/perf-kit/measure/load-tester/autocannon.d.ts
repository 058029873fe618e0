/** Declares the used part of autocannon, which has no types. */
declare module 'autocannon' {
  interface Result {
    /** Seconds. */
    duration: number;
    errors: number;
    non2xx: number;
    requests: { total: number };
  }
  function autocannon(options: {
    url: string;
    connections: number;
    /** Seconds. */
    duration: number;
  }): Promise<Result>;
  export default autocannon;
}
