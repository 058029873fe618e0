import uPlot from 'uplot';
import { chartOptions, type ChartInput } from './chart-options.ts';
import { onPaletteChange } from './palette.ts';

export interface MountedChart {
  chart: uPlot;
  unmount: () => void;
}

/**
 * Draws a series into an element and keeps it as large as the element.
 *
 * @param onPoint Called with the index of the point nearest to the pointer.
 */
export function mountChart(
  element: HTMLElement,
  input: ChartInput,
  onPoint?: (index: number) => void,
): MountedChart {
  const { positions, means, lows, highs } = input.data;
  const size = () => ({ width: element.clientWidth, height: element.clientHeight });
  const options = chartOptions(input);
  const setCursor = ({ cursor }: uPlot) => {
    if (typeof cursor.idx === 'number') onPoint?.(cursor.idx);
  };
  const chart = new uPlot(
    { ...options, hooks: { ...options.hooks, setCursor: [setCursor] }, ...size() },
    [positions, highs, lows, means],
    element,
  );
  const resizes = new ResizeObserver(() => {
    const { width, height } = size();
    if (width !== chart.width || height !== chart.height) chart.setSize({ width, height });
  });
  resizes.observe(element);
  const stopRedraws = onPaletteChange(() => chart.redraw(false));
  return {
    chart,
    unmount: () => {
      resizes.disconnect();
      stopRedraws();
      chart.destroy();
    },
  };
}
