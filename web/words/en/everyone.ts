// Words of the pages in web/pages/everyone.
export default {
  name: 'Name',
  role: 'Role',
  unit: 'Unit',
  invitation: {
    title: 'Set your password',
    why: 'The administrator gave you a one-time token (valid for 72 hours, once). Paste it and choose a password of your own.',
    token: 'One-time token',
    set: 'Set password',
    done: 'The password is set. Sign in as {login}.',
  },
  password: {
    title: 'Change password',
    old: 'Present password',
    new: 'New password (10 characters or more)',
    again: 'New password again',
    differs: 'The two are not the same',
    change: 'Change password',
    changed: 'The password is changed; sign-ins on other machines have ended',
  },
  totp: {
    title: 'Second factor',
    why: 'Once added to an authenticator on your phone (such as FreeOTP), signing in also asks for its six digits.',
    must: 'Your role must set up its second factor before it can use the system.',
    start: 'Set up',
    how: 'Choose “enter a key by hand” in the authenticator, give it the key below, and type the six digits it shows.',
    done: 'The second factor is in use',
  },
};
