"""The protocol as typed data: model, loader with located errors, compiled cache."""

from __future__ import annotations

from triage_cli.protocol.protocol import SHIPPED, Protocol, load_protocol

__all__ = ["SHIPPED", "Protocol", "load_protocol"]
