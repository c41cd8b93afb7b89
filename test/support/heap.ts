import type { Miniflare } from 'miniflare';

/** The name under which the inspector lists a Worker that was given without one. */
const worker = 'core:user:';

interface Answer {
  id?: number;
  result?: { usedSize?: number };
}

/**
 * Opens the inspector of a Worker, and answers a reading of its heap: the JavaScript memory of its own isolate in MB, with what is
 * no longer used and not collected yet. The databases that run in the same process locally are not in it.
 */
export async function heapReader(miniflare: Miniflare): Promise<() => Promise<number>> {
  const { host } = await miniflare.getInspectorURL();
  const listed = (await (await fetch(`http://${host}/json`)).json()) as { id: string; webSocketDebuggerUrl: string }[];
  const own = listed.find(({ id }) => id === worker);
  if (!own) throw new Error(`no isolate ${worker} among ${listed.map(({ id }) => id).join(', ')}`);
  const socket = new WebSocket(own.webSocketDebuggerUrl);
  await new Promise((opened, failed) => {
    socket.addEventListener('open', opened, { once: true });
    socket.addEventListener('error', failed, { once: true });
  });
  const waiting = new Map<number, (megabytes: number) => void>();
  socket.addEventListener('message', ({ data }) => {
    const { id = 0, result } = JSON.parse(String(data)) as Answer;
    if (result?.usedSize !== undefined) waiting.get(id)?.(result.usedSize / 2 ** 20);
    waiting.delete(id);
  });
  let asked = 0;
  return () => {
    asked += 1;
    const answer = new Promise<number>((answered) => waiting.set(asked, answered));
    socket.send(JSON.stringify({ id: asked, method: 'Runtime.getHeapUsage' }));
    return answer;
  };
}
