/**
 * Reads a body up to a limit, whatever `content-length` says. Null when it is longer; nothing more is read then.
 */
export async function readLimited(request: Request, maxBytes: number): Promise<string | null> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > maxBytes || !request.body) return announced > maxBytes ? null : '';
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
