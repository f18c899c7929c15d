"""An episode: a programme played over the real API, and the history of it."""

import asyncio
import uuid
from collections.abc import Sequence
from contextlib import suppress

import aiohttp

from tests.history.crowd import Crowd
from tests.history.device import Device
from tests.history.logs import REPLYING
from tests.history.programme import Lane, Programme
from tests.history.records import Final, History, Json
from tests.history.room import Room, Seat
from tests.history.service import Service
from tests.history.weather import Trouble, Weather

_REST_S = 60
_AGAIN_S = 1.0
_KILLING = {Trouble.KILLED_BEFORE, Trouble.KILLED_AFTER}


async def play(
    programme: Programme,
    service: Service,
    crowd: Crowd,
    http: aiohttp.ClientSession,
    *,
    turns: asyncio.Semaphore,
) -> History:
    """Play it. turns: how many episodes act at once; waiting for holes to die takes no turn."""
    people = await crowd.lend(programme.people + 1)
    history = History(
        seed=programme.seed,
        episode=programme.episode,
        people=[person.id for person in people],
        members=programme.members,
        shows_history=programme.shows_history,
        troubled=bool(programme.troubles & _KILLING),
    )
    room = Room(programme, history, http, service, identity=str(uuid.uuid4()))
    devices = [
        Device(Seat(room, lane.person, number, people[lane.person]))
        for number, lane in enumerate(programme.lanes)
    ]
    reader = Device(Seat(room, programme.people, len(devices), people[-1]))
    owner = Device(Seat(room, 0, len(devices) + 1, people[0]))
    try:
        async with turns:
            room.conversation_id = await owner.create()
            await _act(room, devices, reader)
        if await _comes_to_rest(reader, room):
            async with turns:
                await asyncio.gather(*(device.finish() for device in (*devices, reader)))
                history.records.append(await _final(reader, room))
    finally:
        await asyncio.gather(*(device.leave() for device in devices))
    return history


async def _act(room: Room, devices: Sequence[Device], reader: Device) -> None:
    programme, weathers = room.programme, room.service.gate.weathers
    seed = f"{programme.seed}/{programme.episode}/weather"
    weathers[room.conversation_id] = Weather(seed, programme.troubles)
    listening = {lane.person: device for device, lane in zip(devices, programme.lanes, strict=True)}
    await asyncio.gather(*(device.listen_to_inbox() for device in listening.values()))
    lanes = zip(devices, programme.lanes, strict=True)
    over = asyncio.Event()
    syncing = asyncio.create_task(_only_sync(reader, over))
    try:
        await asyncio.gather(*(_follow(device, lane) for device, lane in lanes))
        over.set()
        await syncing
    finally:
        syncing.cancel()
        del weathers[room.conversation_id]


async def _follow(device: Device, lane: Lane) -> None:
    for step in lane.steps:
        await device.take(step)


async def _only_sync(reader: Device, over: asyncio.Event) -> None:
    """Learn of everything by sync alone, from the beginning on."""
    while not over.is_set():
        await reader.sync()
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), _AGAIN_S)


async def _comes_to_rest(reader: Device, room: Room) -> bool:
    """Whether nothing is pending any more; False after a minute."""
    try:
        async with asyncio.timeout(_REST_S):
            while True:
                page = await reader.sync()
                if page and not page["pending"] and await _threads(reader, room) is not None:
                    return True
                await asyncio.sleep(_AGAIN_S)
    except TimeoutError:
        return False


async def _threads(reader: Device, room: Room) -> list[Json] | None:
    """All threads in which somebody replied, or tried to; None where a reply is on its way."""
    calls = (call for call in room.history.calls if call.field == REPLYING)
    return await reader.read_threads(sorted({call.arguments["input"]["rootSeq"] for call in calls}))


async def _final(reader: Device, room: Room) -> Final:
    here = {"conversationId": room.conversation_id}
    conversation = (await reader.read("conversation", **here)).answer
    messages: list[Json] = []
    changes: list[Json] = []
    seq = revision = 0
    while seq < conversation["lastSeq"]:
        page = (await reader.read("messages", **here, after=seq, limit=100)).answer
        messages += page["messages"]
        seq = page["after"]
    while revision < conversation["lastRevision"]:
        position = {"seq": conversation["lastSeq"], "revision": revision}
        page = (await reader.read("sync", **here, **position)).answer
        changes += page["changes"]
        revision = page["revision"]
    members = (await reader.read("members", **here, limit=100)).answer["members"]
    threads = await _threads(reader, room) or []
    return Final(next(room.ticks), conversation, members, messages, changes, threads)
