import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import { useState, type ReactNode } from 'react';

/** Something folded away that does not exist until it is unfolded: it is neither asked for nor drawn. */
export function Fold(props: {
  title: string;
  subtitle?: string;
  className?: string;
  children: ReactNode;
}) {
  const { title, subtitle, className, children } = props;
  const [isExpanded, setExpanded] = useState(false);
  return (
    <Accordion
      bg="neutral"
      className={className}
      isExpanded={isExpanded}
      onExpandedChange={setExpanded}
    >
      <AccordionTrigger title={title} subtitle={subtitle} />
      <AccordionPanel>{isExpanded && children}</AccordionPanel>
    </Accordion>
  );
}
