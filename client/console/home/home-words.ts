/** What the home page says. */
export const homeWords = {
  title: (site: string) => site,
  people: 'People',
  split: (identified: string, unidentified: string) => `${identified} identified, ${unidentified} unidentified`,
  segments: 'Segments',
  campaigns: 'Campaigns',
  live: (count: string) => `${count} live`,
  version: 'Published version',
  noVersion: 'Nothing published yet',
  waiting: (count: number) => (count === 0 ? 'Everything is published' : `${count} waiting to be published`),
  late: 'Segments are catching up',
  lateText: (people: string, time: string) =>
    `${people} profiles wait to be looked at again as time passed, the longest for ${time}. Sizes and members are as of then.`,
  embed: 'Put this on every page of your site',
  embedText: 'One line in the head of the page. It loads after your own content and never blocks it.',
  copy: 'Copy',
  copied: 'Copied',
  steps: {
    title: 'To begin with',
    done: 'done',
    open: 'still to do',
    heard: 'Put the line on your pages',
    heardDone: 'Your pages send their first events',
    heardWaiting: 'Waiting for the first event. Open a page of your site: this lights up by itself.',
    segment: 'Make a segment',
    segmentText: 'Say who it is about: what they are, and what they did.',
    campaign: 'Make a campaign',
    campaignText: 'Say what they see, when, and how often.',
    live: 'Publish',
    liveText: 'Nothing acts before it. The button is at the top of every page.',
  },
  samples: {
    offer:
      'Nobody has been here yet. Imagined people let you look around: marked as samples, and gone again with one click.',
    load: 'Load sample people',
    loading: (people: string, most: string) => `${people} of ${most} sample people`,
    loaded: (people: string) =>
      `${people} of the people here are imagined. Their source is "sample", and their names say so.`,
    remove: 'Remove the sample people',
    removing: (left: string) => `${left} left`,
  },
  attention: {
    title: 'Needs attention',
    deliveries: (count: number, to: string) =>
      `${count === 1 ? 'A delivery' : `${count} deliveries`} to ${to} ${count === 1 ? 'was' : 'were'} given up`,
    export: (count: number, name: string) => `${name}: ${count === 1 ? 'a run' : `${count} runs`} failed`,
    import: (count: number, name: string) =>
      count === 0
        ? `${name}: the import failed`
        : `${name}: ${count === 1 ? 'a row was' : `${count} rows were`} not taken in`,
  },
  changes: {
    title: 'What changed last',
    all: 'All changes',
    line: (action: string, name: string | null) => (name === null ? capital(action) : `${capital(action)}: ${name}`),
    by: (who: string, ago: string) => `${who}, ${ago}`,
  },
} as const;

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
