import { chromium } from '@playwright/test'
const base='http://127.0.0.1:8850'
const pages=(process.argv[2]??'').split(',').filter(Boolean)
const sizes=(process.argv[3]??'320x640,390x844,1440x900').split(',').map(s=>s.split('x').map(Number))
const themes=(process.argv[4]??'light,dark').split(',')
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']})
for (const theme of themes){
 const c=await b.newContext({baseURL:base,colorScheme:theme,viewport:{width:1440,height:900}, timezoneId:'Europe/Berlin'})
 const p=await c.newPage()
 p.on('pageerror',e=>console.log('ERR',e.message))
 if(!process.env.GUEST){
 await p.goto('/login')
 await p.getByLabel(/e-mail or username/i).fill('demo').catch(async()=>{await p.locator('input').first().fill('demo')})
 await p.locator('input[type=password]').fill('demo-counts-pushups')
 await p.getByRole('button',{name:'Sign in',exact:true}).click()
 await p.getByRole('heading',{name:/Hello/}).waitFor()
 }
 for (const [w,h] of sizes){
  await p.setViewportSize({width:w,height:h})
  for (let path of pages){
   if(path==='WORKOUT'){ await p.goto('/history'); await p.locator('main a[href^="/history/"]').nth(1).waitFor(); path=await p.evaluate(()=>[...document.querySelectorAll('main a[href^="/history/"]')].map(a=>a.getAttribute('href')).find(h=>/[0-9a-f]{8}-/.test(h))) }
   await p.goto(path); await p.waitForLoadState('networkidle').catch(()=>{}); await p.waitForTimeout(700)
   const wide=await p.evaluate(()=>document.documentElement.scrollWidth-document.documentElement.clientWidth)
   if(wide>0) console.log('TOO WIDE',path,w,wide)
   const name=path.replace(/[^a-z0-9]+/gi,'_').slice(0,30)
   await p.screenshot({path:`/tmp/look/${name}-${w}-${theme}.png`,fullPage:true})
  }
 }
 await c.close()
}
await b.close()
