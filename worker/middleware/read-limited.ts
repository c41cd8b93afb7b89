import { ProblemError } from './problem.ts';

/**
 * Reads a body up to a limit. Null when it is longer; nothing more is read then. Throws "broken-off" when it ends too soon:
 * whoever sends it went away, which is no fault of ours, or something between us failed, and then a tag has to send it again.
 */
export async function readLimited(request: Request, maxBytes: number): Promise<string | null> {
  try {
    return await read(request, maxBytes);
  } catch {
    throw new ProblemError('broken-off');
  }
}

async function read(request: Request, maxBytes: number): Promise<string | null> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > maxBytes || !request.body) return announced > maxBytes ? null : '';
  // HTTP holds a body to the length it announces; reading it in one piece costs half of reading it as it comes.
  if (announced > 0) {
    const whole = await request.arrayBuffer();
    return whole.byteLength > maxBytes ? null : new TextDecoder().decode(whole);
  }
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
