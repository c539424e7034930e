"""Checks the demo shop's texts and pictures: `python3 seeds/check.py` (standard library only)."""

import json
import re
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
FOLDER_LIMIT = 6_000_000
PICTURE_LIMIT = 140_000
PHONE = re.compile(r"08\d{8,11}$")
USERNAME = re.compile(r"[A-Za-z0-9._-]{3,150}$")
EMAIL = re.compile(r"[A-Za-z0-9._-]+@example\.(com|org)$")
QUANTITIES = ("step", "minimum", "weight_grams")

problems = []


def expect(holds, text):
    if not holds:
        problems.append(text)


def load(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def unique(values, what):
    expect(len(values) == len(set(values)), f"{what}: not unique")


def check_catalogue(catalogue):
    names = [category["name"] for category in catalogue["categories"]]
    products = catalogue["products"]
    unique([p["slug"] for p in products], "slugs")
    unique([p["name"] for p in products], "product names")
    expect(len(names) == 6 and len(products) >= 26, "too few categories or products")
    for p in products:
        slug = p["slug"]
        expect(p["category"] in names, f"{slug}: unknown category")
        expect(p["price"] > 0 and isinstance(p["price"], int), f"{slug}: price")
        expect(all(isinstance(p[key], int) and p[key] > 0 for key in QUANTITIES), f"{slug}: quantities")
        expect(p["stock"] >= 0 and p["stock"] % p["step"] == 0, f"{slug}: stock is off the step")
        expect(p["minimum"] % p["step"] == 0, f"{slug}: minimum is off the step")
        expect(2 <= len(re.findall(r"[.!?](?:\s|$)", p["description"])) <= 4, f"{slug}: 2 to 4 sentences")
        expect(bool(p["pictures"]), f"{slug}: no picture")


def check_people(people):
    customers = people["customers"]
    expect(len(customers) >= 44, "too few customers")
    unique([c["username"].lower() for c in customers + people["admins"]], "usernames")
    unique([c["phone"] for c in customers], "phones")
    births = [date.fromisoformat(c["birth_date"]) for c in customers]
    expect(any((b.month, b.day) == (2, 29) for b in births), "nobody was born on 29 February")
    expect(len({b.month for b in births}) == 12, "a month without birthday")
    for person in customers + people["employees"]:
        email = person.get("email")
        expect(email is None or EMAIL.match(email), f"{person['name']}: e-mail")
    for c in customers:
        expect(USERNAME.match(c["username"]), f"{c['username']}: username")
        expect(PHONE.match(c["phone"]), f"{c['username']}: phone")


def pictures_named(catalogue, words):
    pictures = words["pictures"]
    named = [file for p in catalogue["products"] for file in p["pictures"]]
    named += [pictures["hero"]["file"], *[g["file"] for g in pictures["gallery"]]]
    return named + pictures["delivery_proofs"] + pictures["transfer_receipts"] + pictures["feedbacks"]


def check_pictures(named):
    unique(named, "pictures")
    present = {path.name: path.stat().st_size for path in PICTURES.glob("*.jpg")}
    for name in named:
        expect(name in present, f"{name}: missing")
        expect(present.get(name, 0) <= PICTURE_LIMIT, f"{name}: {present.get(name, 0)} bytes")
    expect(set(present) <= set(named), f"unused pictures: {sorted(set(present) - set(named))}")
    expect(sum(present.values()) <= FOLDER_LIMIT, f"pictures weigh {sum(present.values())} bytes")
    return present


def main():
    catalogue, people, words = load("catalogue.json"), load("people.json"), load("words.json")
    check_catalogue(catalogue)
    check_people(people)
    expect(all(f["text"] and f["stars"] in (None, 1, 2, 3, 4, 5) for f in words["feedbacks"]), "feedback stars")
    present = check_pictures(pictures_named(catalogue, words))
    print("\n".join(problems) or "ok", f"({len(present)} pictures, {sum(present.values())} bytes)")
    sys.exit(1 if problems else 0)


main()
