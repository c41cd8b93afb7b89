import { Chip, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { type PreviewMessage, previewReady } from '../../../shared/schema/preview.ts';
import type { Promotion } from '../../../shared/schema/promotion.ts';
import { lengthened } from './lengthened.ts';
import { previewWords as text } from './preview-words.ts';

/** CSS pixels of the screens that a promotion is looked at on. */
const screens = {
  phone: { width: 390, height: 700 },
  tablet: { width: 768, height: 900 },
  desktop: { width: 1_280, height: 800 },
} as const;

/** A promotion as visitors get it, by the real renderer in a frame of its own, while it is edited. */
export function PromotionPreview({ promotion }: { promotion: Promotion }) {
  const [screen, setScreen] = useState<keyof typeof screens>('phone');
  const [step, setStep] = useState<'content' | 'thanks'>('content');
  const [looks, setLooks] = useState<string[]>([]);
  const { ref, width: room } = useElementSize();
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);

  useEffect(() => {
    const listen = ({ source, data }: MessageEvent) => {
      if (source === frame.current?.contentWindow && data === previewReady) setReady(true);
    };
    addEventListener('message', listen);
    return () => removeEventListener('message', listen);
  }, []);

  useEffect(() => {
    if (!isReady) return;
    const shown = step === 'content' ? promotion : { ...promotion, blocks: promotion.thankYou };
    const message: PreviewMessage = {
      promotion: looks.includes('long') ? lengthened(shown) : shown,
      dark: looks.includes('dark'),
      dir: looks.includes('rtl') ? 'rtl' : 'ltr',
    };
    frame.current?.contentWindow?.postMessage(message, location.origin);
  }, [isReady, promotion, step, looks]);

  const { width, height } = screens[screen];
  const scale = room === 0 ? 1 : Math.min(1, room / width);
  return (
    <Stack gap="xs" component="section" aria-label={text.title}>
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={text.screen}
          data={Object.entries(text.screens).map(([value, label]) => ({ value, label }))}
          value={screen}
          onChange={(next) => setScreen(next as keyof typeof screens)}
        />
        <SegmentedControl
          size="xs"
          aria-label={text.step}
          data={Object.entries(text.steps).map(([value, label]) => ({ value, label }))}
          value={step}
          onChange={(next) => setStep(next === 'thanks' ? 'thanks' : 'content')}
        />
      </Group>
      <Chip.Group multiple value={looks} onChange={setLooks}>
        <Group gap={6}>
          {Object.entries(text.looks).map(([value, label]) => (
            <Chip key={value} value={value} size="xs" variant="outline">
              {label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {/* Scaled from its left upper corner, whichever way the console reads. */}
      <div ref={ref} dir="ltr" className="console-preview" style={{ height: height * scale }}>
        {/* Nothing in it takes the focus from what is being typed. */}
        <iframe
          ref={frame}
          title={text.title}
          src="/console/preview"
          inert
          tabIndex={-1}
          style={{ width, height, transform: `scale(${scale})`, marginInlineStart: Math.max(0, (room - width) / 2) }}
        />
      </div>
      <Text size="sm" c="dimmed">
        {text.help}
      </Text>
    </Stack>
  );
}
