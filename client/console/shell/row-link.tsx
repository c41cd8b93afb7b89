import { Anchor, type AnchorProps } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import { Link } from 'wouter';

interface RowLinkProps extends AnchorProps {
  href: string;
  children: ReactNode;
}

/** A link in a table whose rows can be clicked themselves: only one of both acts. */
export function RowLink({ href, children, ...look }: RowLinkProps) {
  return (
    <Anchor {...look} component={Link} href={href} onClick={(event: MouseEvent) => event.stopPropagation()}>
      {children}
    </Anchor>
  );
}
