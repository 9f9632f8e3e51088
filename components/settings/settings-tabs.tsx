import { Tabs } from '@/components/ui/tabs'

const TABS = [
  { href: '/settings', name: 'Profile' },
  { href: '/settings/password', name: 'Password' },
  { href: '/settings/devices', name: 'Devices' },
  { href: '/settings/privacy', name: 'Privacy' },
]

export function SettingsTabs() {
  return <Tabs label="Settings" tabs={TABS} />
}
