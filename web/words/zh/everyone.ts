// Words of the pages in web/pages/everyone.
export default {
  name: '姓名',
  role: '角色',
  unit: '单位',
  invitation: {
    title: '设置密码',
    why: '管理员给了你一个一次性令牌(72 小时内有效,只能用一次)。粘贴令牌,设置自己的密码。',
    token: '一次性令牌',
    set: '设置密码',
    done: '密码已设置。请用账号 {login} 登录。',
  },
  password: {
    title: '修改密码',
    old: '现在的密码',
    new: '新密码(至少 10 个字符)',
    again: '再输一次新密码',
    differs: '两次输入不一样',
    change: '修改密码',
    changed: '密码已修改,其他设备上的登录已退出',
  },
  totp: {
    title: '动态口令',
    why: '在手机的验证器应用(如微信小程序“腾讯身份验证器”、FreeOTP)里添加后,登录时多验证一个 6 位数字。',
    must: '你的角色须先设置动态口令,才能使用系统。',
    start: '开始设置',
    how: '在验证器应用里选“手动输入密钥”,输入下面的密钥,再把应用显示的 6 位数字填在这里。',
    done: '动态口令已启用',
  },
};
