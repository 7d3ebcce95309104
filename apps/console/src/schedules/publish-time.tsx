import { Checkbox, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { describeLocalTime, localTimeZone, readLocalTime, toLocalTime } from './local-time.ts';

/** When a version is to be published, and why. */
export interface PublishTime {
  readonly isLater: boolean;
  /** As the input holds it. */
  readonly localTime: string;
  readonly reason: string;
  /** Try golden queries again then, and publish nothing if one breaks. */
  readonly triesAgain: boolean;
}

export const PUBLISH_NOW: PublishTime = { isLater: false, localTime: '', reason: '', triesAgain: true };

interface PublishTimeFieldsProps {
  readonly time: PublishTime;
  readonly onChange: (time: PublishTime) => void;
  /** Why golden queries can't stand in the way; null where they can. */
  readonly cannotRefuse: string | null;
}

/** Now, or at a time that is given and told in the reader's own time zone; and why. */
export function PublishTimeFields({ time, onChange, cannotRefuse }: PublishTimeFieldsProps) {
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label="When"
        size="sm"
        data={[
          { value: 'now', label: 'Now' },
          { value: 'later', label: 'At a time' },
        ]}
        value={time.isLater ? 'later' : 'now'}
        onChange={(value) => onChange({ ...time, isLater: value === 'later' })}
      />
      {time.isLater && (
        <>
          <TextInput
            type="datetime-local"
            label="Publish at"
            required
            min={toLocalTime(new Date())}
            value={time.localTime}
            onChange={(event) => onChange({ ...time, localTime: event.currentTarget.value })}
            description={describe(time.localTime)}
            error={isPast(time.localTime) && 'This has passed. Choose a time to come, or publish now.'}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
          <Checkbox
            label="Try the golden queries again then, and publish nothing if one breaks"
            description={cannotRefuse}
            disabled={cannotRefuse !== null}
            checked={time.triesAgain && cannotRefuse === null}
            onChange={(event) => onChange({ ...time, triesAgain: event.currentTarget.checked })}
          />
        </>
      )}
      <TextInput
        label="Reason"
        description="For those who look at the history"
        value={time.reason}
        onChange={(event) => onChange({ ...time, reason: event.currentTarget.value })}
      />
    </Stack>
  );
}

function describe(localTime: string): string {
  const instant = readLocalTime(localTime);
  const zone = `Your time zone is ${localTimeZone()}.`;
  return instant === null ? zone : `${describeLocalTime(instant)}. ${zone}`;
}

/** Whether it is a time that has passed. */
export function isPast(localTime: string): boolean {
  const instant = readLocalTime(localTime);
  return instant !== null && instant.getTime() <= Date.now();
}
