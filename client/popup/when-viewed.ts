const viewedFraction = 0.5;
const viewedMs = 1_000;

/**
 * Calls back once, when at least half of the element was on screen for a second without a break, in a tab that was
 * visible meanwhile (the Media Rating Council's viewable impression). The returned function stops waiting.
 */
export function whenViewed(element: Element, onViewed: () => void): () => void {
  let isInView = false;
  let timer = 0;
  const restart = () => {
    clearTimeout(timer);
    if (isInView && !document.hidden)
      timer = setTimeout(() => {
        stop();
        onViewed();
      }, viewedMs);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      isInView = entries.some((entry) => entry.intersectionRatio >= viewedFraction);
      restart();
    },
    { threshold: viewedFraction },
  );
  const stop = () => {
    isInView = false;
    restart();
    observer.disconnect();
    document.removeEventListener('visibilitychange', restart);
  };
  observer.observe(element);
  document.addEventListener('visibilitychange', restart);
  return stop;
}
