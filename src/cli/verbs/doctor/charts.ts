/** Whether the charts of reports can be drawn and written on, where reports are sent. */
import { section as reports } from '../../../../config/team/sections/reports.ts';
import { t } from '../../../kit/t.ts';
import { type Check, reasonOf, right, wrong } from './check.ts';

export const checkCharts: Check = async ({ team }) => {
  if (!team || Object.keys(reports.of(team).audiences).length === 0) return [];
  const fault = await faultOf();
  return fault === undefined
    ? [right(t('Charts: they can be drawn, with text on them.'))]
    : [
        wrong(
          t('Charts: {fault}', { fault }),
          t('Install the packages anew (npm ci); reports go out without pictures meanwhile.'),
        ),
      ];
};

/** Loaded here, so that whoever sends no reports does not wait for it. */
async function faultOf(): Promise<string | undefined> {
  try {
    const { fontFault } = await import('../../../charts/draw.ts');
    return await fontFault();
  } catch (error) {
    return reasonOf(error);
  }
}
