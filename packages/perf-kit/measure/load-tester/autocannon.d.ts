/** What is used here of autocannon, which brings no types. */
declare module 'autocannon' {
  interface Result {
    /** In s. */
    duration: number;
    errors: number;
    non2xx: number;
    requests: { total: number };
  }
  function autocannon(options: {
    url: string;
    connections: number;
    /** In s. */
    duration: number;
  }): Promise<Result>;
  export default autocannon;
}
