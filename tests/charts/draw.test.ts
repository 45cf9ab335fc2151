/** What stands in a picture is told by the SVG behind it; that it is written at all, by the pixels. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawChart, fontFault, look, svgOf } from '../../src/charts/draw.ts';
import type { Chart } from '../../src/reports/charts.ts';

const CHART: Chart = {
  ...{ name: 'mentions', title: 'Mentions by day', alt: '' },
  labels: ['Mon', 'Tue', 'Wed'],
  series: [
    { name: 'negative', tone: 'bad', values: [1, null, 40] },
    { name: 'positive', tone: 'good', values: [10, 0, 20] },
  ],
};

describe('a chart', () => {
  it('is a picture on opaque white, twice as large as it is shown (metabase PR #69023)', async () => {
    const png = await drawChart(CHART);
    const { width, height, format } = await sharp(png).metadata();
    expect({ width, height, format }).toEqual({ width: 1600, height: 800, format: 'png' });
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)]).toEqual([255, 255, 255]);
    expect(info.channels === 3 || data[3] === 255).toBe(true);
  });

  it('names its title, its days and its series, and writes numbers where there is room', () => {
    const svg = svgOf(CHART);
    for (const words of ['Mentions by day', 'Mon', 'Wed', 'negative', 'positive', '>10<', '>40<', '>20<'])
      expect(svg).toContain(words);
    // One of forty has no room for its number; nothing and missing have none.
    expect(svg).not.toMatch(/>(1|null|NaN|-)</);
  });

  it('puts a mark for what the font does not have, which would end the text', () => {
    expect(svgOf({ ...CHART, title: '日 Ærø <b> – Ж 🎉 end' })).toContain('· Ærø &lt;b&gt; – Ж · end');
  });

  it('is written by a font that is there; a font that is not is told of (resvg-js#359)', async () => {
    expect(await fontFault()).toBeUndefined();
    expect(await look(['/nowhere/DejaVuSans.ttf'])).toContain('/nowhere/DejaVuSans.ttf is not there');
  });
});
