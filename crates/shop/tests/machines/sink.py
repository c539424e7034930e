"""A real mail server for one test: takes mails on a free port of 127.0.0.1 and tells of each on its standard output.

Words on the standard input change its mood:
    normal   takes everything
    later    refuses each recipient for now (451)
    never    refuses each recipient for good (550)
    mute     falls silent at the next command, and at the greeting of new connections
    hold     takes the whole mail and then keeps its yes to itself
    drop     hangs up in the middle of the mail
    slow     says its yes after half a second
One line of JSON an event: open (with the port), mood, claimed (somebody waits at a silent server), refused, dropped, mail.
A mail counts from the moment it was taken whole, whether the yes arrived or not.
"""

import asyncio
import email
import email.policy
import json
import logging
import sys
import time

from aiosmtpd.smtp import SMTP

SLOW_SECONDS = 0.5


def tell(event, **more):
    print(json.dumps({"event": event, "at": int(time.time() * 1000), **more}), flush=True)


class Mood:
    def __init__(self):
        self.name = "normal"
        self.changed = asyncio.Condition()

    async def become(self, name):
        async with self.changed:
            self.name = name
            self.changed.notify_all()
        tell("mood", mood=name)

    async def outlive(self, name):
        async with self.changed:
            await self.changed.wait_for(lambda: self.name != name)


class Handler:
    def __init__(self, mood):
        self.mood = mood

    async def pass_silence(self):
        if self.mood.name == "mute":
            tell("claimed")
            await self.mood.outlive("mute")

    async def handle_NOOP(self, server, session, envelope, arg):
        await self.pass_silence()
        return "250 OK"

    async def handle_MAIL(self, server, session, envelope, address, options):
        await self.pass_silence()
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = {"later": "451 4.3.0 Later", "never": "550 5.1.1 Nobody"}.get(self.mood.name)
        if answer:
            tell("refused")
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        mood = self.mood.name
        tell("mail", id=message["Message-ID"], to=envelope.rcpt_tos[0], subject=message["Subject"], mood=mood)
        if mood == "hold":
            await self.mood.outlive("hold")
        elif mood == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        return "250 OK"


class Server(SMTP):
    async def _handle_client(self):
        await self.event_handler.pass_silence()
        await super()._handle_client()

    async def smtp_DATA(self, arg):
        if self.event_handler.mood.name != "drop":
            return await super().smtp_DATA(arg)
        await self.push("354 Go on")
        await self._reader.read(64)
        tell("dropped")
        self.transport.abort()


async def main():
    # It is rude on purpose, and need not say so each time.
    logging.disable(logging.WARNING)
    mood = Mood()
    loop = asyncio.get_running_loop()
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    server = await loop.create_server(lambda: Server(Handler(mood), loop=loop), "127.0.0.1", port)
    tell("open", port=server.sockets[0].getsockname()[1])
    words = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(words), sys.stdin)
    # Its test is gone when nothing can be heard any more.
    while word := (await words.readline()).decode().strip():
        await mood.become(word)


asyncio.run(main())
