export type { Growth, GrowthOptions } from './growth.ts';
export type { HeapPage } from './page-heap.ts';
export { ProcessTree } from './process-tree.ts';
export { ResourceMonitor, type ResourceMonitorOptions } from './resource-monitor.ts';
export type { GrowingResource, ResourceReading } from './resource-reading.ts';
