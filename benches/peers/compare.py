"""Runs every peer on every workload in alternating rounds and prints a table; called by `run`."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
WORKLOADS = {
    "mm1": "M/M/1",
    "mm16": "M/M/16",
    "mg8": "M/G/8, max_ready 20",
    "tandem": "tandem of 3 M/M/4",
    "crowd": "10,000 to 1,000",
    "redelivery": "redelivery",
}


@dataclass
class Peer:
    """A program, and messages of a round: so many that they take the better part of a second."""

    name: str
    command: list
    messages: int
    crowd: int


def peers(nexosim):
    python = sys.executable
    return [
        Peer("JavaScript", ["node", HERE / "event_loop.mjs"], 2_000_000, 1_000_000),
        Peer("nexosim", [nexosim], 500_000, 500_000),
        Peer("SimPy", [python, HERE / "simpy_peer.py"], 40_000, 40_000),
        Peer("Ciw", [python, HERE / "ciw_peer.py"], 20_000, 8_000),
    ]


def outcome(line):
    """ns per message, and the means that show whether it is the same system."""
    millis, done, waiting, sojourn = map(float, line.split())
    return millis * 1e6 / done, (waiting, sojourn)


def ours(program, ordinal):
    """Warm, as the others are: of two rounds the second."""
    text = f"{ordinal} 500000\n{ordinal} 3000000\n"
    run = subprocess.run([program], input=text, capture_output=True, text=True, check=True)
    first, second = run.stdout.splitlines()
    millis, done, *means = map(float, second.split())
    return millis * 1e6 / (done - float(first.split()[1])), means


def theirs(peer, workload):
    messages = peer.crowd if workload == "crowd" else peer.messages
    command = [*peer.command, workload, str(messages)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return outcome(run.stdout)


def main():
    rounds, program, nexosim = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    others = peers(nexosim)
    print("ns per message, and how many times ours that is\n")
    print(f"{'':22}{'ours':>8}" + "".join(f"{peer.name:>20}" for peer in others), flush=True)
    warnings = []
    for ordinal, (workload, name) in enumerate(WORKLOADS.items()):
        costs, ratios, sojourns = [], [[] for _ in others], [[] for _ in others]
        for _ in range(rounds):
            cost, (_, sojourn) = ours(program, ordinal)
            costs.append(cost)
            for index, peer in enumerate(others):
                their_cost, (_, their_sojourn) = theirs(peer, workload)
                ratios[index].append((their_cost, their_cost / cost))
                sojourns[index].append(their_sojourn / sojourn)
        row = f"{name:22}{median(costs):8.0f}"
        for peer, pairs, means in zip(others, ratios, sojourns):
            theirs_median = median(cost for cost, _ in pairs)
            ratio = median(ratio for _, ratio in pairs)
            row += f"{theirs_median:12,.0f}{ratio:7,.{1 if ratio < 10 else 0}f}x"
            if not 0.8 < median(means) < 1.25:
                warnings.append(f"{peer.name}, {name}: mean sojourn time {median(means):.2f} times ours")
        print(row, flush=True)
    for warning in warnings:
        print(warning)


if __name__ == "__main__":
    main()
