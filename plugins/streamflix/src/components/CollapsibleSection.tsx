import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import { useState, type ReactNode } from 'react';

/** A collapsed section whose content is neither requested nor rendered until it is expanded. */
export function CollapsibleSection(props: {
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
