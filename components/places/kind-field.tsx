import type { ComponentProps } from 'react'
import { TextField } from '@/components/ui/text-field'
import { LIMITS } from '@/lib/shared/limits'

type KindFieldProps = Omit<ComponentProps<typeof TextField>, 'hint' | 'maxLength'>

/** Where the kind of a new place is written. */
export function KindField(props: KindFieldProps) {
  return <TextField hint="Café, park, museum …" maxLength={LIMITS.placeKind.max} {...props} />
}
