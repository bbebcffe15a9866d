// A message about what was done, with a button that does something about it for as long as the message is there.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck } from '@tabler/icons-react';

export interface ToastAction {
  /** `Put back`. */
  label: string;
  onPress: () => void;
}

export function toastAction(title: string, action: ToastAction): void {
  const id = notifications.show({
    title,
    message: (
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          notifications.hide(id);
          action.onPress();
        }}
      >
        {action.label}
      </Button>
    ),
    color: 'success',
    icon: <IconCheck size={18} aria-hidden />,
    autoClose: 10_000,
  });
}
