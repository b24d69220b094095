"""Writes ../annotations: the same two clips as Praat and audformat themselves write them, for the exports' tests.

Run: python make-annotations.py (needs praat-parselmouth 0.4, audformat 1.4, pandas)
"""
import json
import pathlib

import audformat
import pandas as pd
import parselmouth
from parselmouth.praat import call

OUT = pathlib.Path(__file__).resolve().parent.parent / 'annotations'
CLIPS = json.loads((OUT / 'clips.json').read_text())


def write_textgrid(clip):
    tiers = ['prediction'] + [f'salient_{m["method"]}' for m in clip['methods']]
    grid = call('Create TextGrid', 0, clip['durationSec'], ' '.join(tiers), '')
    call(grid, 'Set interval text', 1, 1, f'{clip["predicted"]} ({clip["confidence"]:.3f})')
    for tier, method in enumerate(clip['methods'], start=2):
        edges = {edge for segment in method['segments'] for edge in (segment['startSec'], segment['endSec'])}
        for edge in sorted(edges - {0, clip['durationSec']}):
            call(grid, 'Insert boundary', tier, edge)
        for segment in sorted(method['segments'], key=lambda s: s['startSec']):
            index = call(grid, 'Get interval at time', tier, (segment['startSec'] + segment['endSec']) / 2)
            call(grid, 'Set interval text', tier, index, f'{segment["rank"]} ({100 * segment["share"]:.1f} %)')
    call(grid, 'Save as text file', str(OUT / 'clip.TextGrid'))


def write_audformat():
    db = audformat.Database('demo', source='CueScope', usage='restricted')
    files = audformat.filewise_index([clip['file'] for clip in CLIPS])
    db.schemes['emotion'] = audformat.Scheme(labels=['angry', 'sad', 'surprised'])
    db.schemes['speaker'] = audformat.Scheme(labels=['s1'])
    db.schemes['duration'] = audformat.Scheme(audformat.define.DataType.TIME)
    db.schemes['method'] = audformat.Scheme(labels=['occlusion', 'crp'])
    db.schemes['rank'] = audformat.Scheme(audformat.define.DataType.INTEGER, minimum=1)
    db.schemes['confidence'] = audformat.Scheme(audformat.define.DataType.FLOAT, minimum=0, maximum=1)
    db.schemes['score'] = audformat.Scheme(audformat.define.DataType.FLOAT)
    db.schemes['share'] = audformat.Scheme(audformat.define.DataType.FLOAT, minimum=0, maximum=1)
    table = db['files'] = audformat.Table(files)
    table['emotion'] = audformat.Column(scheme_id='emotion')
    table['emotion'].set([clip['emotion'] for clip in CLIPS])
    table['speaker'] = audformat.Column(scheme_id='speaker')
    table['speaker'].set([clip['speaker'] for clip in CLIPS])
    table['duration'] = audformat.Column(scheme_id='duration')
    table['duration'].set([pd.Timedelta(clip['durationSec'], unit='s') for clip in CLIPS])
    table = db['emotion.pred'] = audformat.Table(files)
    table['emotion'] = audformat.Column(scheme_id='emotion')
    table['emotion'].set([clip['predicted'] for clip in CLIPS])
    table['emotion.confidence'] = audformat.Column(scheme_id='confidence')
    table['emotion.confidence'].set([clip['confidence'] for clip in CLIPS])
    rows = [
        (clip['file'], method['method'], segment)
        for clip in CLIPS
        for method in clip['methods']
        for segment in sorted(method['segments'], key=lambda s: s['startSec'])
    ]
    index = audformat.segmented_index(
        [file for file, _, _ in rows],
        [pd.Timedelta(s['startSec'], unit='s').round('us') for _, _, s in rows],
        [pd.Timedelta(s['endSec'], unit='s').round('us') for _, _, s in rows],
    )
    table = db['salient'] = audformat.Table(index)
    for column, values in {
        'method': [method for _, method, _ in rows],
        'rank': [s['rank'] for _, _, s in rows],
        'score': [s['score'] for _, _, s in rows],
        'share': [s['share'] for _, _, s in rows],
    }.items():
        table[column] = audformat.Column(scheme_id=column)
        table[column].set(values)
    db.save(str(OUT), storage_format='csv', update_other_formats=False)


write_textgrid(CLIPS[0])
write_audformat()
