#!/usr/bin/env python3
"""Makes team-meeting.wav and team-meeting.wav.transcript.json: two espeak-ng voices, and the times of what each says.

Needs espeak-ng and sox. Run it in this folder: python3 make-team-meeting.py
"""
import json
import pathlib
import subprocess
import tempfile
import wave

VOICES = {"SPEAKER_00": ["-v", "en-us", "-p", "38", "-s", "172"], "SPEAKER_01": ["-v", "en-gb", "-p", "72", "-s", "178"]}
PAUSE_SECONDS = 0.3
SCRIPT = [
    ("SPEAKER_00", "Good morning. This is our weekly meeting about the release of the mobile app."),
    ("SPEAKER_01", "The release candidate passed every test, but the payment screen is still slow on old phones."),
    ("SPEAKER_00", "When can we release it?"),
    ("SPEAKER_01", "We need one more week to make the payment screen fast."),
    ("SPEAKER_00", "Then we decided: the release moves to the twelfth of March."),
    ("SPEAKER_00", "Next, the budget for the customer survey."),
    ("SPEAKER_01", "The survey costs four thousand dollars, and the marketing budget covers half of it."),
    ("SPEAKER_00", "We agreed to run the survey with two hundred customers and to share the cost."),
    ("SPEAKER_01", "Who will write the survey questions?"),
    ("SPEAKER_00", "Maria will write the questions by Friday, and I will book the survey platform."),
    ("SPEAKER_01", "Action item for me: I will send the test report to the support team before Wednesday."),
    ("SPEAKER_00", "Thank you. We meet again next Monday at ten."),
]


def speak(speaker, text, folder):
    raw, ready = folder / "raw.wav", folder / "ready.wav"
    subprocess.run(["espeak-ng", *VOICES[speaker], "-w", raw, text], check=True)
    subprocess.run(["sox", raw, "-r", "16000", "-c", "1", "-b", "16", "-D", ready, "silence", "1", "0.01", "0.5%", "reverse", "silence", "1", "0.01", "0.5%", "reverse"], check=True)
    with wave.open(str(ready)) as sound:
        return sound.readframes(sound.getnframes())


def main():
    here = pathlib.Path(__file__).parent
    frames, segments = bytearray(), []
    pause = b"\0\0" * int(16000 * PAUSE_SECONDS)
    with tempfile.TemporaryDirectory() as name:
        for speaker, text in SCRIPT:
            start = len(frames) / 32000
            frames += speak(speaker, text, pathlib.Path(name))
            segments.append({"start_seconds": round(start, 2), "end_seconds": round(len(frames) / 32000, 2), "speaker": speaker, "text": text})
            frames += pause

    with wave.open(str(here / "team-meeting.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16000)
        sound.writeframes(bytes(frames))
    text = json.dumps({"language": "en", "segments": segments}, indent=2)
    (here / "team-meeting.wav.transcript.json").write_text(text + "\n")


main()
