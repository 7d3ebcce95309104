import { Select } from '@mantine/core';
import { useMemo } from 'react';
import classes from './filter-fields.module.css';
import { buildSectionOptions, parseSectionValue, sectionValue } from './section-options.ts';
import { useFilters } from './use-filters.ts';

/** The tree of sections as a list that can be searched; choosing one means everything below it too. */
export function SectionFilter({ sections }: { sections: readonly { path: string[]; count: number }[] }) {
  const { filters, setFilters } = useFilters();
  const options = useMemo(() => buildSectionOptions(sections), [sections]);
  const byValue = useMemo(() => new Map(options.map((option) => [option.value, option])), [options]);
  return (
    <Select
      className={classes.wide ?? ''}
      aria-label="Section"
      placeholder="All sections"
      searchable
      clearable
      maxDropdownHeight={360}
      nothingFoundMessage="No such section"
      comboboxProps={{ width: 320, position: 'bottom-start', shadow: 'md' }}
      data={options.map(({ value, pathLabel }) => ({ value, label: pathLabel }))}
      value={filters.section.length === 0 ? null : sectionValue(filters.section)}
      onChange={(value) => setFilters({ section: value === null ? [] : parseSectionValue(value) })}
      renderOption={({ option }) => {
        const section = byValue.get(option.value);
        return (
          <span className={classes.option} style={{ paddingLeft: `${section?.depth ?? 0}rem` }}>
            <span>{section?.label}</span>
            <span className={classes.count}>{section?.count?.toLocaleString()}</span>
          </span>
        );
      }}
    />
  );
}
