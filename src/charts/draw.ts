/**
 * Draws charts as pictures, without a browser: ECharts makes an SVG, resvg a PNG of it, on other threads. Both are loaded
 * by this module, and this module only when something is drawn. Where resvg finds no font it leaves all text out and says
 * nothing, so a letter is drawn before the first picture.
 */
import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { t } from '../kit/t.ts';
import type { Chart, Series } from '../reports/charts.ts';

use([BarChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** PNG, 1600 by 800 pixels on opaque white. Throws where there is no font to write with. */
export async function drawChart(chart: Chart): Promise<Uint8Array> {
  const fault = await fontFault();
  if (fault !== undefined) throw new Error(fault);
  return toPng(svgOf(chart));
}

let looked: Promise<string | undefined> | undefined;

/** What is wrong with the font; undefined: nothing. Looked at once. */
export function fontFault(): Promise<string | undefined> {
  looked ??= look([FONT]);
  return looked;
}

/** Whether a letter leaves any trace. */
export async function look(fontFiles: string[]): Promise<string | undefined> {
  const page = (inner: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">${inner}</svg>`;
  const letter = `<text x="4" y="32" font-family="${FAMILY}" font-size="32">A</text>`;
  const [written, blank] = await Promise.all([toPng(page(letter), fontFiles), toPng(page(''), fontFiles)]);
  return Buffer.compare(written, blank) === 0
    ? t('The charts cannot be written: the font {font} is not there or cannot be read.', {
        font: fontFiles.join(),
      })
    : undefined;
}

async function toPng(svg: string, fontFiles: string[] = [FONT]): Promise<Uint8Array> {
  const picture = await renderAsync(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: 2 },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: FAMILY },
  });
  return picture.asPng();
}

/** Exported for what stands in it: a picture tells no text. */
export function svgOf({ title, labels, series }: Chart): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  const totals = labels.map((_, at) => series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0));
  const highest = Math.max(...totals);
  const text = { color: INK, fontFamily: FAMILY, fontSize: SIZE };
  try {
    chart.setOption({
      animation: false,
      backgroundColor: '#ffffff',
      textStyle: text,
      title: {
        text: known(title),
        left: 8,
        top: 8,
        textStyle: { ...text, fontSize: SIZE + 4, fontWeight: 'normal' },
      },
      legend: { show: series.length > 1, right: 8, top: 10, textStyle: text, itemGap: 16 },
      grid: {
        left: 12,
        right: 16,
        top: 56,
        bottom: 12,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: {
        type: 'category',
        data: labels.map(known),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: INK } },
        axisLabel: text,
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        splitLine: { lineStyle: { color: LINE } },
        axisLabel: text,
      },
      series: series.map((one) => barsOf(one, series.length, highest)),
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** Numbers stand on the bars, so that nothing is told by colour alone. */
function barsOf({ name, values, tone }: Series, among: number, highest: number) {
  const [color, ink] = COLOURS[tone];
  const isWritten = (value: number) => value >= highest * LEAST_WRITTEN;
  return {
    ...{ type: 'bar' as const, name: known(name), stack: 'one', barMaxWidth: 56 },
    data: values.map((value) => ({
      value: value ?? '-',
      label: { show: value !== null && value > 0 && (among === 1 || isWritten(value)) },
    })),
    itemStyle: { color, borderColor: '#ffffff', borderWidth: 1 },
    label: {
      ...{
        show: true,
        position: among > 1 ? ('inside' as const) : ('top' as const),
        fontFamily: FAMILY,
        fontSize: SIZE - 1,
      },
      color: among > 1 ? ink : INK,
    },
    labelLayout: { hideOverlap: true },
  };
}

/** One character that the font lacks ends the text for resvg: such are told by a mark. */
function known(words: string): string {
  return words.replace(/[^\u0020-\u024f\u0370-\u052f\u2010-\u2027]/gu, '·');
}

/** Told apart also by whoever does not see red and green, each with what is written on it. */
const COLOURS: Record<Series['tone'], [fill: string, ink: string]> = {
  main: ['#0b5cad', '#ffffff'],
  good: ['#6aaed6', '#1d2429'],
  neutral: ['#d5dade', '#1d2429'],
  bad: ['#a63603', '#ffffff'],
};
const INK = '#1d2429';
const LINE = '#d5dade';
const FAMILY = 'DejaVu Sans';
const FONT = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
/** A bar that is lower than this share of the highest has no room for its number. */
const LEAST_WRITTEN = 0.06;
const WIDTH = 800;
const HEIGHT = 400;
const SIZE = 14;
