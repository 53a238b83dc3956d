/** The notices every area begins with. {area} stands for its name. What only the area knows it writes itself, at /rights/notices. */
export const STARTING: Record<'privacy' | 'privacy-children' | 'accessibility', string> = {
  privacy: `## Who we are

{area} uses Belong to run its inclusion strategy, and to help children and young people with special educational needs. The council, schools and health services here each answer for the data they hold. To reach the data protection officer, write to the council in {area} and ask for them.

## What we hold and why

- About children and young people: names, days of birth, schools, and where a person works with them, their needs, health, social care and where they live. We need it to plan support and to keep children safe.
- About people who work here or sign in: name, work e-mail, role, and what they did in Belong. We need it to know who may see what.

## The law we rely on

We use this data because it is our public task to support and protect children (UK GDPR Article 6(1)(e)), and for some of it because the law says we must (Article 6(1)(c)). For health and other sensitive data we rely on substantial public interest (Article 9(2)(g) and the Data Protection Act 2018, Schedule 1).

## Who sees it

People whose role or work with a child opens it, and nobody else. Every look at a child's record is written down. Schools, health and care partners share only what an agreement allows, for as long as it lasts. We do not sell data, and no decision about anybody is made by a computer alone.

## How long we keep it

Each kind of record has its own time. A school record is kept until the 25th birthday, a record of special educational needs for 31 years from birth. Then it is erased, unless the law asks us to keep it.

## Your rights

You can ask for a copy of what is held about you or your child, ask us to put it right, to use it less, or to erase it. You can object. We answer within a month, and it costs nothing. Often a young person can ask for themselves.

If you are not content with our answer you can complain to the [Information Commissioner's Office](https://ico.org.uk/make-a-complaint/).

## Cookies

Belong uses one cookie, to keep you signed in. It sets none for people who only read public pages, and no other company sees what you read.`,
  'privacy-children': `## Hello

This page is for you. It tells you what we know about you and what we do with it.

## What we know

We know your name, your birthday and your school. If you get extra help, we know what helps you. Sometimes we know about your health.

## Why we know it

We want to help you learn and keep you safe. Grown-ups who help you need to know these things.

## Who can see it

Only grown-ups who help you can see it. Each time one of them looks, we write that down. We do not put it on the internet. We do not sell it.

## Is it a secret?

We keep it safe. If we think you are in danger, we tell someone who can help.

## How long do we keep it?

We keep it until you are grown up. Then we delete it.

## What you can ask

- You can ask to see what we know about you.
- You can tell us if something is wrong. We will look at it.
- You can ask us to stop or to delete things. We cannot always do it, but we tell you why.

It is fine to ask. Nobody will be cross.

## Who to ask

Ask a grown-up you trust, like your parent, your teacher or your SENCO. They can help you write to us in {area}.

If you are still worried, you can call Childline on 0800 1111. It is free.`,
  accessibility: `This statement applies to Belong as {area} uses it.

We want as many people as possible to be able to use it. That means you should be able to:

- zoom in up to 400% without the text running off the screen
- use every page with just a keyboard
- use every page with speech recognition or a screen reader
- use every page without JavaScript

We have also made the text as simple as we can. [AbilityNet](https://mcmw.abilitynet.org.uk/) has advice on making your device easier to use if you have a disability.

## How accessible this website is

It is built to meet the Web Content Accessibility Guidelines version 2.2 AA. It is tested by machine on every change. It has not yet been tested by an outside auditor.

## Feedback and contact information

If you need something on this website in another form, like large print, easy read, audio or braille, or find something that does not work for you, write to the council in {area}. We answer within ten working days.

## Enforcement procedure

The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 (the 'accessibility regulations'). If you are not happy with how we respond to your complaint, [contact the Equality Advisory and Support Service (EASS)](https://www.equalityadvisoryservice.com/).

## Technical information about this website's accessibility

{area} is committed to making this website accessible, in accordance with the accessibility regulations.

### Compliance status

This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard, because what follows has not yet been tested by people who use assistive technology.

## Non-accessible content

- Files that people take in or attach may not be accessible.
- PDF papers made by a browser may lack some of the structure the page has. The Word document and the page itself have it.

## Preparation of this statement

This statement comes with Belong. Before it is relied upon, {area} checks it, says when it was prepared, and when and by whom the website was last tested.`,
}
