"""Measures Jupyter kernels through Jupyter's own client.

A line on standard input asks, a line of numbers answers:
  start KERNEL        seconds from the start of the process to the reply to kernel_info, and to the end of the first cell;
                      then the median of the round trips of 1+1 in a warm kernel, in milliseconds
  cells KERNEL N      resident memory in MiB after N cells less that after 10
"""
import os
import statistics
import sys
import time
from queue import Empty

from jupyter_client import KernelManager

os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # else every ipykernel warns of its debugger
LIMIT = 60  # seconds; a kernel that takes longer has failed
ROUND_TRIPS = 100
WARM_UP = 20


def until_replied(client, request):
    end = time.monotonic() + LIMIT
    while client.get_shell_msg(timeout=end - time.monotonic())["parent_header"].get("msg_id") != request:
        pass


def until_heard(client):
    """Waits until the kernel's outputs arrive: what it publishes before it knows of the subscription is lost."""
    for _ in range(LIMIT):
        until_replied(client, client.kernel_info())
        try:
            while True:
                if client.get_iopub_msg(timeout=1)["content"].get("execution_state") == "idle":
                    return
        except Empty:
            continue
    raise TimeoutError(f"the kernel publishes nothing within {LIMIT} s")


def run(client, code):
    """Runs a cell, and waits for its reply and for the idle that follows its outputs."""
    request = client.execute(code)
    until_replied(client, request)
    while True:
        message = client.get_iopub_msg(timeout=LIMIT)
        if message["parent_header"].get("msg_id") == request and message["content"].get("execution_state") == "idle":
            return


def resident(process):
    """Resident memory of a process and its children in MiB."""
    pages, parents = {}, {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as file:
                fields = file.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents[int(name)], pages[int(name)] = int(fields[1]), int(fields[21])
    family = {process}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(pages.get(member, 0) for member in family) * os.sysconf("SC_PAGE_SIZE") / 2**20


def started(kernel):
    manager = KernelManager(kernel_name=kernel)
    manager.start_kernel(stdout=sys.stderr)
    client = manager.blocking_client()
    client.start_channels()
    return manager, client


def start(kernel):
    begin = time.perf_counter()
    manager, client = started(kernel)
    try:
        until_replied(client, client.kernel_info())
        information = time.perf_counter() - begin
        until_replied(client, client.execute("1+1"))
        first = time.perf_counter() - begin
        until_heard(client)
        trips = []
        for _ in range(WARM_UP + ROUND_TRIPS):
            sent = time.perf_counter()
            run(client, "1+1")
            trips.append(1000 * (time.perf_counter() - sent))
        return information, first, statistics.median(trips[WARM_UP:])
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def cells(kernel, count):
    declare = "x{0} = {0}\nx{0} + 1" if kernel == "python3" else "var x{0} = {0}; x{0} + 1"
    manager, client = started(kernel)
    try:
        until_heard(client)
        for number in range(1, count + 1):
            run(client, declare.format(number))
            if number == 10:
                early = resident(manager.provisioner.pid)
        return (resident(manager.provisioner.pid) - early,)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


for line in sys.stdin:
    question, kernel, *count = line.split()
    answer = start(kernel) if question == "start" else cells(kernel, int(count[0]))
    print(*answer)
