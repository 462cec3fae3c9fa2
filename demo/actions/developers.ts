import type { Page } from '../page.js';
import { writeHistory, writeRecord } from '../present/history.js';
import {
  cleared,
  filtered,
  logged,
  opened,
  paused,
  presentLog,
  writeEvents,
} from '../present/log.js';
import { copyText, downloadJson } from '../view/hand-out.js';
import { listen } from '../view/log.js';

/** Keeps the log of events, and hands out events, records and code. */
export function offerDevelopers(page: Page): void {
  let clearing: ReturnType<typeof setTimeout> | undefined;

  const copy = async (key: string, text: string): Promise<void> => {
    if (!(await copyText(text))) return;
    clearTimeout(clearing);
    page.change({ copied: key });
    clearing = setTimeout(() => page.change({ copied: '' }), 2000);
  };
  const write = (id: string): string => {
    const record = page.desk?.controller.find(id);
    return record ? writeRecord(record, page.state) : '';
  };
  const changeLog = (log: typeof page.state.log): void => page.change({ log });

  page.offer({
    'filter-events': (kind) => changeLog(filtered(page.state.log, kind)),
    'pause-events': () => changeLog(paused(page.state.log)),
    'clear-events': () => changeLog(cleared(page.state.log)),
    'open-event': (id) => changeLog(opened(page.state.log, id)),
    'copy-event': () => void copy('event', presentLog(page.state.log).json ?? ''),
    'copy-events': () => void copy('events', writeEvents(page.state.log)),
    'copy-code': () => void copy('code', page.screen.code),
    'copy-record': (id) => void copy(`record ${id}`, write(id)),
    'download-record': (id) => downloadJson(`transfer-${id}`, write(id)),
    'copy-history': () => void copy('history', writeHistory(page.state.transfers, page.state)),
    'download-history': () =>
      downloadJson('transfers', writeHistory(page.state.transfers, page.state)),
    'toggle-record': (id) => {
      const openedRecords = new Set(page.state.openedRecords);
      if (!openedRecords.delete(id)) openedRecords.add(id);
      page.change({ openedRecords });
    },
    unmasked: (_value, isOn) => page.change({ unmasked: isOn }),
  });
  page.onDesk((desk) => {
    // The last words of a desk that was left are not this one's.
    listen(desk.controller, (entry) => {
      if (page.desk === desk) changeLog(logged(page.state.log, entry));
    });
  });
}
