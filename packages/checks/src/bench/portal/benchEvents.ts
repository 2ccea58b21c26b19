import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import {
  deployEnvironment,
  findEnvironment,
  listEvents,
  operationId,
  resolveTarget,
  TerminalAuthorizer,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Browser, Page } from '@playwright/test';
import { freePort } from '../../realBackend/freePort';
import { RealBackend } from '../../realBackend/RealBackend';
import { withDirectory } from '../transpile';
import { benchInput } from '../benchSpec';
import { CountingProxy } from '../CountingProxy';
import { localAccess } from '../localAccess';
import { LocalAwsProcess } from '../LocalAwsProcess';
import { bundleExample } from './bundlePortal';
import { delaysOf, type Shown } from './delaysOf';
import { servePortal } from './servePortal';

/** A creation takes about two minutes, a fifth of its time in AWS: ninety events, each at its own time. */
const speed = 5;

/** Milliseconds between two requests of a page that polls. */
const pollInterval = 500;

/** Records in the page when it has painted each number of finished resources. */
function recordShown() {
  const shown: Shown[] = [];
  Object.assign(window, { shown });
  let last = -1;
  new MutationObserver(() => {
    const count = /(\d+) of \d+ resources/.exec(
      document
        .querySelector('[role=progressbar]')
        ?.getAttribute('aria-valuetext') ?? '',
    )?.[1];
    if (count === undefined || Number(count) === last) return;
    last = Number(count);
    const done = last;
    requestAnimationFrame(() =>
      setTimeout(() => shown.push({ done, at: Date.now() })),
    );
  }).observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['aria-valuetext'],
  });
}

/** Records how long it takes, on this machine at this time, to get an empty answer of each process that an event passes, and to paint. */
function recordPolls({ urls, interval }: { urls: string[]; interval: number }) {
  const polls: number[] = [];
  Object.assign(window, { polls });
  let isAsking = false;
  setInterval(async () => {
    if (isAsking) return;
    isAsking = true;
    const at = Date.now();
    for (const url of urls) await fetch(url, { mode: 'no-cors' });
    isAsking = false;
    requestAnimationFrame(() => setTimeout(() => polls.push(Date.now() - at)));
  }, interval);
}

type Recorded = Window & { shown: Shown[]; polls: number[] };

/** What one operation looked like to its viewers, and what they cost. */
interface Viewing {
  /** Milliseconds from an event to the frame that shows it, for each event and viewer. */
  delays: number[];
  /** Calls to AWS about its stack while it was viewed, by second. */
  callsPerSecond: number;
}

/** What all viewings share. */
interface Stage {
  access: ReturnType<typeof localAccess>;
  proxy: CountingProxy;
}

async function signIn(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage();
  await page.addInitScript(recordShown);
  await page.goto(`${address}/streamflix`);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByRole('link', { name: 'AWS accounts' }).waitFor();
  return page;
}

/** A page that shows nothing, and polls these addresses; the first one is the page itself. */
async function pollingPage(browser: Browser, urls: string[]): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(urls[0]);
  await page.evaluate(recordPolls, { urls, interval: pollInterval });
  return page;
}

/** Follows a link within the page, which does not load the app again. */
const navigate = (page: Page, path: string): Promise<void> =>
  page.evaluate(target => {
    (window as unknown as Recorded).shown.length = 0;
    window.history.pushState({}, '', target);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, path);

/** Times at which resources were finished, oldest first, in milliseconds. */
async function completionsOf(
  { access }: Stage,
  ref: EnvironmentRef,
): Promise<number[]> {
  const environment = await findEnvironment(access, ref);
  if (!environment) throw new Error(`There is no environment ${ref.suffix}.`);
  const times: number[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await listEvents(access, environment, cursor);
    for (const { at, resourceType, status } of items) {
      if (
        status === 'CREATE_COMPLETE' &&
        resourceType !== 'AWS::CloudFormation::Stack'
      ) {
        times.push(Date.parse(at));
      }
    }
    cursor = nextCursor;
  } while (cursor);
  return times.sort((a, b) => a - b);
}

const callsOf = ({ mentions }: CountingProxy, suffix: string) =>
  mentions.get(suffix) ?? 0;

/** Creates an environment from a terminal, and lets pages show the operation from its start to its end. */
async function view(
  stage: Stage,
  pages: readonly Page[],
  { suffix, region }: { suffix: string; region: string },
): Promise<Viewing> {
  const { access, proxy } = stage;
  proxy.mentions.set(suffix, 0);
  const input = { ...benchInput(suffix), region };
  const target = await resolveTarget(access, input);
  const { account } = target;
  const path = `/streamflix/${account}/${region}/${suffix}/operations/deploy-${operationId(
    suffix,
  )}`;
  let opened = Promise.resolve();
  let since = { calls: 0, at: 0 };
  const outcome = await deployEnvironment(access, {
    input,
    token: suffix,
    authorizer: new TerminalAuthorizer(access, target),
    onStarted() {
      opened = Promise.all(
        pages.map(async page => {
          await navigate(page, path);
          await page.getByRole('progressbar').waitFor();
        }),
      ).then(() => {
        since = { calls: callsOf(proxy, suffix), at: Date.now() };
      });
    },
  });
  const seconds = (Date.now() - since.at) / 1000;
  const calls = callsOf(proxy, suffix) - since.calls;
  await opened;
  if (outcome.outcome !== 'created') {
    throw new Error(`The environment was not created: ${outcome.message}`);
  }
  const completions = await completionsOf(stage, target);
  const delays: number[] = [];
  for (const page of pages) {
    await page.getByText('was created in').waitFor();
    const shown = await page.evaluate(
      () => (window as unknown as Recorded).shown,
    );
    delays.push(...delaysOf(completions, shown));
  }
  return { delays, callsPerSecond: calls / seconds };
}

/**
 * From an event in local AWS to the pixel, in ten pages on one backend; and what ten pages cost compared with one that shows another
 * environment at the same time. A page that polls is measured next to them.
 */
export function benchEvents(
  browser: Browser,
  viewers = 10,
): Promise<{
  one: Viewing;
  all: Viewing;
  /** Milliseconds of a page that polls: from an event that comes just after a poll to the frame after the next one. */
  polled: number[];
}> {
  return withDirectory(async directory => {
    await bundleExample(directory);
    const port = await freePort();
    const portal = await servePortal(directory, `http://127.0.0.1:${port}`);
    const aws = await LocalAwsProcess.start(speed);
    const proxy = await CountingProxy.start(aws.url);
    let backend: RealBackend | undefined;
    try {
      backend = await RealBackend.start({
        endpoint: proxy.url,
        port,
        config: { backend: { cors: { origin: portal.address } } },
      });
      // The guest may sign in before the catalog contains the groups, and would then be no administrator.
      await backend.get('/api/streamflix/installation');
      const stage: Stage = {
        access: localAccess(aws.url, ['eu-west-2', 'eu-central-1']),
        proxy,
      };
      const pages: Page[] = [];
      while (pages.length <= viewers) {
        pages.push(await signIn(browser, portal.address));
      }
      const poller = await pollingPage(browser, [
        `${backend.url}/.backstage/health/v1/liveness`,
        `${aws.url}/favicon.ico`,
      ]);
      // Regions have rates of their own: in one, both operations and their terminals together would exceed that of events.
      const [one, all] = await Promise.all([
        view(stage, pages.slice(0, 1), {
          suffix: 'seen-by-one',
          region: 'eu-central-1',
        }),
        view(stage, pages.slice(1), {
          suffix: 'seen-by-all',
          region: 'eu-west-2',
        }),
      ]);
      const polls = await poller.evaluate(
        () => (window as unknown as Recorded).polls,
      );
      return { one, all, polled: polls.map(time => pollInterval + time) };
    } finally {
      await backend?.dispose();
      await proxy.stop();
      await aws.stop();
      portal.stop();
    }
  });
}
